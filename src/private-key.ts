import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";

export type PrivateKeyReading =
  | { readonly state: "valid"; readonly privateKey: string }
  | { readonly state: "invalid"; readonly problem: string };

/** The App's key from the text of PRIVATE_KEY, where line breaks may be written as `\n`. */
export function readPrivateKey(text: string): PrivateKeyReading {
  return check(text.replaceAll(String.raw`\n`, "\n"), "PRIVATE_KEY");
}

export function readPrivateKeyFile(path: string): PrivateKeyReading {
  try {
    return check(readFileSync(path, "utf8"), "The file at PRIVATE_KEY_PATH");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown"; // node:fs throws nothing else
    return {
      state: "invalid",
      problem: `PRIVATE_KEY_PATH names a file that cannot be read (${code}). Check the path.`,
    };
  }
}

function check(text: string, name: string): PrivateKeyReading {
  const fix = "Download the key from the App's settings page; it begins with -----BEGIN RSA PRIVATE KEY-----.";
  try {
    const privateKey = text.trim();
    if (createPrivateKey(privateKey).asymmetricKeyType === "rsa") return { state: "valid", privateKey };
    return { state: "invalid", problem: `${name} is not an RSA key. ${fix}` };
  } catch {
    // The error of node:crypto is not passed on: it has no words for people and might quote the key.
    return { state: "invalid", problem: `${name} is not a private key in PEM format. ${fix}` };
  }
}
