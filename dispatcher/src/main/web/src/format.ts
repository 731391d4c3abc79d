/** Numbers, sizes and times for people. */

const INTEGER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });
const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const NBSP = '\u00a0';

/** 1,234,567 */
export function count(value: number): string {
  return INTEGER.format(value);
}

/** 1 photograph, 2 photographs */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NBSP}${value === 1 ? one : many}`;
}

/** 31.2 GB, in powers of 1000 */
export function bytes(value: number): string {
  return scaled(value, ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']);
}

/** 12.6 megapixels */
export function pixels(value: number): string {
  return scaled(value, ['pixels', 'kilopixels', 'megapixels', 'gigapixels', 'terapixels']);
}

/** 42 s, 3 min 20 s, 2 h 5 min, 3 d 4 h: the two largest units */
export function duration(seconds: number): string {
  const units: [number, string][] = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];
  const whole = Math.max(0, Math.round(seconds));
  const first = units.findIndex(([size]) => whole >= size);
  if (first < 0) {
    return seconds > 0 ? `under 1${NBSP}s` : `0${NBSP}s`;
  }
  let rest = whole;
  const parts: string[] = [];
  for (const [size, name] of units.slice(first, first + 2)) {
    const number = Math.floor(rest / size);
    rest -= number * size;
    if (number > 0) {
      parts.push(`${number}${NBSP}${name}`);
    }
  }
  return parts.join(' ');
}

/** 4.2 a second, 12 a minute, 3 an hour: whichever is above one */
export function rate(perSecond: number): string {
  if (perSecond <= 0) {
    return 'none';
  }
  if (perSecond >= 1) {
    return `${SHORT.format(perSecond)} a second`;
  }
  return perSecond * 60 >= 1 ? `${SHORT.format(perSecond * 60)} a minute` : `${SHORT.format(perSecond * 3600)} an hour`;
}

/** 28 Nov 2026, 17:23, in the reader's time zone */
export function moment(instant: string): string {
  return TIME.format(new Date(instant));
}

/** 37 %, and neither 0 nor 100 unless it is */
export function percent(part: number, whole: number): string {
  return `${share(part, whole)}${NBSP}%`;
}

/** The same, as a number. */
export function share(part: number, whole: number): number {
  if (whole <= 0) {
    return 0;
  }
  const value = Math.round((100 * part) / whole);
  return part > 0 && part < whole ? Math.min(99, Math.max(1, value)) : value;
}

/** Three digits after the point, and 1 only of what is 1. */
export function score(value: number): string {
  return value < 1 ? Math.min(value, 0.999).toFixed(3) : '1';
}

/** too_small: too small */
export function words(token: string): string {
  return token.replaceAll('_', ' ');
}

function scaled(value: number, names: string[]): string {
  let rest = value;
  let unit = 0;
  while (rest >= 999.5 && unit < names.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? count(rest) : SHORT.format(rest)}${NBSP}${names[unit] ?? ''}`;
}
