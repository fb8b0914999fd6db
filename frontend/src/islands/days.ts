/** Days as numbers since 1970, so that a plan has no time zone. */
const DAY = 86_400_000;

export function toDay(iso: string): number {
  return Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY);
}

export function toIso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function inWords(day: number): string {
  const options: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(day * DAY);
}

export interface Month { day: number; label: string }

export function months(from: number, to: number): Month[] {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { month: "short", timeZone: "UTC" });
  const found: Month[] = [];
  const first = new Date(from * DAY);
  for (let n = 0; ; n++) {
    const month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, 1);
    const day = month / DAY;
    if (day > to) return found;
    found.push({ day: Math.max(day, from), label: format.format(month) });
  }
}
