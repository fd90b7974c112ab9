import { decodeBase64 } from "./base64";
import { type Bytes, hex, isWellFormed } from "./bytes";

export interface NoteSignature {
  name: string;
  /** Eight hex digits. */
  id: string;
  bytes: Bytes;
}

export interface Note {
  /** With its last newline, which is signed too. */
  text: string;
  signatures: NoteSignature[];
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const MAX_SIGNATURES = 64;
const SPACE_OR_PLUS = /[\p{White_Space}+]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\0-\x09\x0b-\x1f]/;
const SIZE = /^(0|[1-9][0-9]{0,15})$/;

export const isKeyName = (name: string): boolean => name !== "" && !SPACE_OR_PLUS.test(name);

/** C2SP signed-note; null where it is none. */
export function parseNote(note: string): Note | null {
  if (CONTROL.test(note) || !isWellFormed(note) || !note.endsWith("\n")) return null;
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0) return null;
  const lines = note
    .slice(blank + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length < 1 || lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(parseSignature).filter((signature) => signature !== null);
  return signatures.length === lines.length ? { text: note.slice(0, blank + 1), signatures } : null;
}

function parseSignature(line: string): NoteSignature | null {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  const bytes = decodeBase64(base64);
  if (dash !== "—" || !isKeyName(name) || rest.length > 0 || !bytes || bytes.length < 5) return null;
  return { name, id: hex(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
}

/** The three lines of a checkpoint without extensions; null for any other text. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  const bytes = decodeBase64(root, 32);
  if (origin === "" || !SIZE.test(size) || !Number.isSafeInteger(Number(size)) || !bytes) return null;
  return rest.length === 1 && rest[0] === "" ? { origin, size: Number(size), root: bytes } : null;
}
