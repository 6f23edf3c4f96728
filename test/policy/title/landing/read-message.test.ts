import { describe, expect, it } from "vitest";
import { readLanded, readMessage } from "../../../../src/policy/title/landing/read-message.ts";

describe("the message of a commit", () => {
  it.for([
    { message: "feat: a\n\nbody", subject: "feat: a", body: "\nbody" },
    { message: "feat: a\r\n\r\nbody", subject: "feat: a", body: "\r\nbody" },
    { message: "feat: a\rbody", subject: "feat: a\rbody", body: "" },
    { message: "feat: a\r\n", subject: "feat: a", body: "" },
    { message: "feat: a\u2028b\n\nbody", subject: "feat: a\u2028b", body: "\nbody" },
    { message: "feat: a \t\nbody", subject: "feat: a", body: "body" },
    { message: " feat: a", subject: " feat: a", body: "" },
    { message: "\nfeat: a", subject: "", body: "feat: a" },
    { message: "", subject: "", body: "" },
  ])("$message reads $subject", ({ message, ...expected }) => expect(readMessage(message)).toEqual(expected));
});

describe("the message of a commit that GitHub made of pull request 12", () => {
  it.for([
    { message: "feat: a (#12)\n\nbody", subject: "feat: a", body: "\nbody", hasNumber: true },
    { message: "feat: a (#12) \r\n\r\nbody", subject: "feat: a", body: "\r\nbody", hasNumber: true },
    { message: "feat: a (#12) (#12)", subject: "feat: a (#12)", body: "", hasNumber: true },
    { message: " (#12)", subject: "", body: "", hasNumber: true },
    { message: "feat: a (#123)", subject: "feat: a (#123)", body: "", hasNumber: false },
    { message: "feat: a\rrest (#12)\n\nbody", subject: "feat: a\rrest", body: "\nbody", hasNumber: true },
    { message: "feat: a (#12) b", subject: "feat: a (#12) b", body: "", hasNumber: false },
    { message: "feat: a(#12)", subject: "feat: a(#12)", body: "", hasNumber: false },
    { message: "feat: a\n (#12)", subject: "feat: a", body: " (#12)", hasNumber: false },
  ])("$message reads $subject", ({ message, ...expected }) => expect(readLanded(message, 12)).toEqual(expected));
});
