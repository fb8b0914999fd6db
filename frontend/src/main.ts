import "./css/index.css";
import "./htmx.ts";
import { start as beside } from "./beside.ts";
import { start as dialogs } from "./dialog.ts";
import { start as forms } from "./forms.ts";
import { start as islands } from "./islands.ts";
import { start as keys } from "./keys.ts";
import { start as live } from "./live.ts";
import { start as menus } from "./menus.ts";
import { start as palette } from "./palette.ts";
import { start as quoting } from "./quoting.ts";
import { start as reveal } from "./reveal.ts";
import { start as theme } from "./theme.ts";
import { start as toasts } from "./toast.ts";
import { start as unsent } from "./unsent.ts";

for (const start of [theme, toasts, dialogs, menus, unsent, forms, beside, quoting, reveal, keys, palette, live, islands]) start();
