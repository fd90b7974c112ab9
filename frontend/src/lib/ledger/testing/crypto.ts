import { createHash, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

/*
 * What a log and its witnesses do, with Node's own cryptography and nothing of the verifier's, so that the two can be
 * held against each other.
 */

export const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export function slot(key: Uint8Array, seq: number): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return createHmac("sha256", key).update("trusttrack.dev/slot/v1\n").update(number).digest();
}

const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** A signer with a name: a log (type 1) or a witness (type 4). */
export class Signer {
  private readonly secret: KeyObject;
  private readonly typed: Buffer;
  private readonly id: Buffer;

  constructor(
    readonly name: string,
    private readonly type: 1 | 4,
    seed: number,
  ) {
    this.secret = createPrivateKey({
      key: Buffer.concat([PKCS8, Buffer.alloc(32, seed)]),
      format: "der",
      type: "pkcs8",
    });
    const der = createPublicKey(this.secret).export({ format: "der", type: "spki" });
    this.typed = Buffer.concat([Buffer.of(type), der.subarray(-32)]);
    this.id = sha256(`${name}\n`, this.typed).subarray(0, 4);
  }

  get vkey(): string {
    return `${this.name}+${this.id.toString("hex")}+${base64(this.typed)}`;
  }

  /** The signature line for a note's text; a witness says when. */
  line(text: string, time = 0): string {
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const isLog = this.type === 1;
    const message = Buffer.from(isLog ? text : `cosignature/v1\ntime ${time}\n${text}`);
    const signature = sign(null, message, this.secret);
    return `— ${this.name} ${base64(Buffer.concat([this.id, ...(isLog ? [] : [stamp]), signature]))}\n`;
  }
}
