/** A count with its thousands set apart: `412,803`. */
export function count(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A count with its noun: `1 target`, `3 targets`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** How many a second: `6.9k/s`, `159/s`, `3.4/s`; `-/s` where no time has passed. */
export function rate(runs: number, elapsedMs: number): string {
  if (elapsedMs <= 0) return '-/s';
  const perSecond = (runs * 1000) / elapsedMs;
  if (perSecond < 9.95) return `${perSecond.toFixed(1)}/s`;
  if (perSecond < 999.5) return `${Math.round(perSecond)}/s`;
  if (perSecond < 999_500) return `${scaled(perSecond / 1000)}k/s`;
  return `${scaled(perSecond / 1_000_000)}M/s`;
}

function scaled(value: number): string {
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

/** A time for people: `340 ms`, `3.2 s`, `12 s`, `1 m 0 s`, `2 h 5 m`. */
export function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) return `${whole} ms`;
  if (whole < 9950) return `${(whole / 1000).toFixed(1)} s`;
  const seconds = Math.round(whole / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} m`;
}

/** A share, never rounded up, so that what is below its floor reads so: `59 %`, `0.4 %`, `0.04 %`. */
export function percent(value: number): string {
  const decimals = value >= 10 || value === 0 ? 0 : value >= 0.1 ? 1 : 2;
  const scale = 10 ** decimals;
  // A hair is added first: 4.1 * 10 is 40.99999999999999.
  return `${Math.floor(value * scale + 1e-9) / scale} %`;
}
