/** Where requests go: nowhere else, whatever they say. */
export interface Origin {
  readonly tls: boolean;
  /** A name or an address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
  /** As a Host header names it. */
  readonly authority: string;
}

/** Reads `http://HOST[:PORT]` or `https://HOST[:PORT]`; undefined for anything that says more than that. */
export function readOrigin(text: string): Origin | undefined {
  if (!/^https?:\/\/[^/?#@\\\s]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, host } = new URL(text);
  const tls = protocol === 'https:';
  return {
    tls,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (tls ? 443 : 80) : Number(port),
    authority: host,
  };
}
