import rtlPlugin from "@mui/stylis-plugin-rtl";
import { prefixer } from "stylis";

/** What emotion does by itself, and then left for right. */
export const plugins = [prefixer, rtlPlugin];
