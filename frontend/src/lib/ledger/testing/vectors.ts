import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Beside the repository, shared by all that implement the formats; never copied into it. */
const VECTORS = resolve(process.cwd(), "../../shared/data/vectors");

function present(path: string): string {
  const whole = join(VECTORS, path);
  if (!existsSync(whole))
    throw new Error(
      `Test vectors are missing: expected ../../shared/data/vectors/${path} beside the repository.`,
    );
  return whole;
}

export const vectorText = (path: string): string => readFileSync(present(path), "utf8");

export const vectorJson = <T>(path: string): T => JSON.parse(vectorText(path)) as T;

/** Paths of all files below a folder of the vectors. */
export const vectorFiles = (folder: string): string[] =>
  readdirSync(present(folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .sort()
    .map((path) => `${folder}/${path}`);
