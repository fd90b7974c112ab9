import { base64, Signer, sha256 } from "./crypto";
import { consistency, inclusion, root } from "./tree";

export const ORIGIN = "log.test/2026";

/** A log with its signer and two witnesses. */
export class TestLog {
  readonly signer = new Signer(ORIGIN, 1, 7);
  readonly witnesses = [new Signer("w1.test", 4, 41), new Signer("w2.test", 4, 42)];
  readonly leaves: string[] = [];

  append(leaf: string): number {
    return this.leaves.push(leaf) - 1;
  }

  /** Somebody else's entry. */
  appendOther(ts: number): number {
    const other = sha256(`other ${this.leaves.length}`);
    return this.append(leafOf({ commit: base64(other), slot: base64(sha256(other)), ts }));
  }

  private hashes(size: number): Buffer[] {
    return this.leaves.slice(0, size).map((leaf) => sha256(Buffer.of(0), leaf));
  }

  inclusion(index: number, size: number): string[] {
    return inclusion(index, this.hashes(size)).map(base64);
  }

  consistency(size: number, headSize: number): string[] {
    return consistency(size, this.hashes(headSize)).map(base64);
  }

  body(size: number): string {
    return `${ORIGIN}\n${size}\n${base64(root(this.hashes(size)))}\n`;
  }

  /** A note of a size, cosigned by the witnesses that are given a time. */
  note(size: number, ...times: (number | null)[]): string {
    return this.sign(this.body(size), ...times);
  }

  sign(body: string, ...times: (number | null)[]): string {
    const cosigned = times.map((time, n) => (time === null ? "" : this.witnesses[n]?.line(body, time)));
    return `${body}\n${this.signer.line(body)}${cosigned.join("")}`;
  }

  policy(quorum: "none" | "any" | "all" = "all"): string {
    const names = this.witnesses.map((_, n) => `witness${n + 1}`);
    const lines = [
      `log ${this.signer.vkey} https://log.test/log/v1`,
      ...this.witnesses.map((witness, n) => `witness ${names[n]} ${witness.vkey}`),
      ...(quorum === "none" ? ["quorum none"] : [`group both ${quorum} ${names.join(" ")}`, "quorum both"]),
    ];
    return `# policy of a test\n${lines.join("\n")}\n`;
  }

  /** The sorted slots below a size. */
  slots(size: number): Buffer[] {
    const slots = this.leaves.slice(0, size).map((leaf) => /"slot":"([^"]*)"/.exec(leaf)?.[1] ?? "");
    return slots.map((text) => Buffer.from(text, "base64")).sort(Buffer.compare);
  }
}

export interface LeafParts {
  commit: string;
  slot: string;
  ts: number;
}

export const leafOf = ({ commit, slot: place, ts }: LeafParts): string =>
  `{"commit":"${commit}","slot":"${place}","ts":${ts},"v":1}`;
