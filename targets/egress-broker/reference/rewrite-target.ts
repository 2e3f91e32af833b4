const parameter = 'app_key';

/** The name of a parameter as the upstream will read it. */
function nameOf(piece: string): string {
  const [name = ''] = piece.split('=', 1);
  return name
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/**
 * The request target to forward: the same path and query, with the real key as its only `app_key`. Undefined for a
 * target that is not in origin form (RFC 9112, 3.2.1), or holds what no target may hold.
 */
export function rewriteTarget(target: string, key: string): string | undefined {
  if (!/^\/[!-~]*$/.test(target) || target.includes('#')) return undefined;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  // A semicolon separates parameters too, for upstreams that go by older rules.
  const pieces = mark < 0 ? [] : target.slice(mark + 1).split(/(?=[&;])/);
  const kept = pieces.filter(piece => nameOf(piece.replace(/^[&;]/, '')) !== parameter).join('');
  const query = kept.replace(/^[&;]/, '');
  return `${path}?${query}${query === '' ? '' : '&'}${parameter}=${encodeURIComponent(key)}`;
}
