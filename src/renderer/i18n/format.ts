import type { Language } from './messages.ts';

/** Numbers and times as one language writes them. */
export interface Format {
  /** `10,000` */
  readonly integer: (value: number) => string;
  /** A fixed number of digits after the point: `0.790` */
  readonly decimal: (value: number, digits?: number) => string;
  /** A share of one as a percentage: 0.704 is `70%`. */
  readonly percent: (share: number, digits?: number) => string;
  /** A size as disks are sold: `141 MB`. */
  readonly bytes: (bytes: number) => string;
  /** A day: `Nov 24, 2026`. */
  readonly date: (ms: number) => string;
  /** A number with three digits that count: `6.52`, `0.0131`. */
  readonly figure: (value: number) => string;
  /** A stretch of time, rounded up to what a person waits by: `2 s`, `3 min`. */
  readonly duration: (ms: number) => string;
}

const locales: Record<Language, string> = { en: 'en-US', zh: 'zh-CN' };
const units = { en: { seconds: 's', minutes: 'min' }, zh: { seconds: '秒', minutes: '分钟' } };

export function createFormat(language: Language): Format {
  const locale = locales[language];
  const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimals = new Map<number, Intl.NumberFormat>();
  function decimal(value: number, digits = 2): string {
    let formatter = decimals.get(digits);
    if (!formatter) {
      formatter = new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      decimals.set(digits, formatter);
    }
    return formatter.format(value);
  }

  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const sizes = [new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }), integers] as const;

  function bytes(count: number): string {
    const names = ['B', 'kB', 'MB', 'GB', 'TB'];
    const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(count, 1)) / 3), 0), names.length - 1);
    const value = count / 1000 ** step;
    return `${sizes[value < 10 && step > 0 ? 0 : 1].format(value)} ${names[step]}`;
  }

  return {
    bytes,
    date: (ms) => dates.format(ms),
    figure: (value) => figures.format(value),
    integer: (value) => integers.format(value),
    decimal,
    percent: (share, digits = 0) => `${decimal(share * 100, digits)}%`,
    duration: (ms) => {
      const whole = Math.max(1, Math.ceil(ms / 1000));
      const { seconds, minutes } = units[language];
      return whole < 90
        ? `${integers.format(whole)} ${seconds}`
        : `${integers.format(Math.ceil(whole / 60))} ${minutes}`;
    },
  };
}
