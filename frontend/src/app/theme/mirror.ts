import { direction } from "@/lib/language/catalogue";

type Plugins = typeof import("./mirrored")["plugins"];

let plugins: Plugins | undefined;

/** Fetches what turns the component library's styles around; to be waited for before it draws a page that runs right to left. */
export async function loadMirror(): Promise<void> {
  if (direction() === "rtl") plugins = (await import("./mirrored")).plugins;
}

/** Undefined where nothing is turned around: emotion then does what it does by itself. */
export const stylisPlugins = (): Plugins | undefined => plugins;
