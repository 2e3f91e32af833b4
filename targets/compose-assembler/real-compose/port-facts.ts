import { isMapping, itemsOf, type Mapping, type Tree, textOf } from '../../../harness/compose/tree.ts';
import type { Fact } from './comparable.ts';

/** The published ports of a service, one a fact, ranges written out. */
export function* portFacts(service: Mapping): Generator<Fact> {
  for (const { address, published, target, protocol } of itemsOf(service.get('ports')).flatMap(readPort))
    yield [`ports.${address || '*'}:${published || 'any'}:${target}/${protocol}`, 'published'];
}

interface Port {
  readonly address: string;
  readonly published: string;
  readonly target: string;
  readonly protocol: string;
}

function readPort(item: Tree): readonly Port[] {
  if (isMapping(item)) {
    const [address = '', published = '', target = '', protocol = ''] = [
      ...['host_ip', 'published', 'target', 'protocol'].map(key => textOf(item.get(key))),
    ];
    return [{ address, published, target, protocol: protocol || 'tcp' }];
  }
  const {
    address = '',
    published = '',
    target = '',
    protocol = 'tcp',
  } = shortForm.exec(textOf(item))?.groups ?? {};
  return ranges(target).map((one, at) => ({
    address: address.replace(/^\[|\]$/g, ''),
    published: ranges(published)[at] ?? published,
    target: one,
    protocol,
  }));
}

/** `[[ADDRESS:]PUBLISHED:]TARGET[/PROTOCOL]`. Compose 1 writes an IPv6 address without brackets. */
const shortForm =
  /^(?:(?:(?<address>\[[^\]]*\]|[\d.]+|[\da-f:]*:[\da-f:]*):)?(?<published>[\d-]*):)?(?<target>[\d-]+)(?:\/(?<protocol>\w+))?$/i;

/** `80-82` is three ports. */
function ranges(text: string): readonly string[] {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === '') return [text];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => String(Number(from) + at));
}
