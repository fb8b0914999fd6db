/** Days as numbers since 1970, so that a plan has no time zone. */
const DAY = 86_400_000;

export function toDay(iso: string): number {
  return Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY);
}

export function toIso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function format(options: Intl.DateTimeFormatOptions, day: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { ...options, timeZone: "UTC" }).format(day * DAY);
}

/** With the weekday near `today`; a day of another age says its year instead. */
export function inWords(day: number, today: number): string {
  const near = Math.abs(day - today) < 183;
  return format({ day: "numeric", month: "short", ...(near ? { weekday: "short" } : { year: "numeric" }) }, day);
}

/** What a drawing covers: all the days, as far as they are within some years of today. */
export const REACH = 5 * 366;

export function window(days: number[], today: number): [number, number] {
  const shown = days.filter((day) => Math.abs(day - today) <= REACH);
  return [Math.min(today, ...shown) - 7, Math.max(today, ...shown) + 21];
}

export interface Month { day: number; label: string }

const LABELS = 24;

/** The first days of months, with so many of them left out that their names have room. */
export function months(from: number, to: number): Month[] {
  const step = [1, 3, 6, 12].find((each) => (to - from) / 30.4 / each <= LABELS) ?? 12;
  const first = new Date(from * DAY);
  const found: Month[] = [];
  for (let n = 0; n <= 2 * REACH / 28; n += step) {
    const day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, 1) / DAY;
    if (day > to) break;
    const shown = Math.max(day, from);
    found.push({ day: shown, label: format(step > 1 ? { month: "short", year: "2-digit" } : { month: "short" }, day) });
  }
  return found;
}
