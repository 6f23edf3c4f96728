import { shortSha } from "../text/short-sha.ts";
import { type Reason, reason } from "../reason.ts";
import { partsOf, type Pin, placeOf } from "./pin.ts";
import { versionIn } from "./version-comment.ts";

/** What is wrong with one `uses:`; undefined where nothing is. */
export function pinReason(pin: Pin): Reason | undefined {
  const place = placeOf(pin);
  const { value: use = "nothing", comment = "" } = pin;
  const { name, ref } = partsOf(pin);
  switch (pin.state) {
    case "ok":
    case "ok-local":
      return undefined;
    case "warn-local-ref":
      return reason("pin-local-ref", { place, use });
    case "fail-docker": {
      // Its scheme and an `@` would be taken for an address with a password, and hidden.
      const image = use.replace(/^docker:\/\//i, "");
      return reason("pin-image", { place, image, example: `${image.split("@")[0] ?? ""}@sha256:DIGEST` });
    }
    case "fail-malformed":
      return reason("pin-malformed", { place, use });
    case "fail-unpinned":
      return reason("pin-missing", { place, use, ref, example: `${name}@SHA # ${versionIn(ref) ?? "VERSION"}` });
    case "warn-comment": {
      const example = `${name}@${shortSha(ref)}… # v1.2.3`;
      if (comment === "") return reason("pin-without-comment", { place, use: name, example });
      return reason("pin-without-version", { place, use: name, comment, example });
    }
  }
}
