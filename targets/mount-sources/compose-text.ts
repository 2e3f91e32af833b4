import type { Places } from './places.ts';
import {
  type Bind,
  type ComposeFile,
  isFileTarget,
  type Mount,
  type Service,
  type Source,
} from './scenario.ts';

/** The text of a source before interpolation, as Compose wants it: a dollar of a name is doubled. */
function sourceText({ base, path, slash }: Source, places: Places): string {
  const below = path.map(name => `/${name.replaceAll('$', '$$$$')}`).join('') + (slash ? '/' : '');
  switch (base) {
    case 'home':
      return `\${HOME}${below}`;
    case 'home-or':
      return `\${HOME:-/nowhere}${below}`;
    case 'tilde':
      return `~${below}`;
    case 'absolute':
      return places.plainHome + below;
    case 'relative':
      return `.${below}`;
    case 'variable':
      return `\${CONF_DIR}${below}`;
    case 'variable-or':
      return `\${CONF_DIR:-\${HOME}/.config}${below}`;
    case 'beside-home':
      return `\${HOME}-backup${below}`;
    case 'outside':
      return places.outside + below;
  }
}

/** A scalar in block style. What can't stand plain or in single quotes stands in double ones. */
function scalar(text: string, quote: Bind['quote']): string {
  if (quote === 'plain' && /^[\w$~/.][\w$~/.{}:@+,-]*$/.test(text) && !/^(?:~|\.+|[\d.]+)$|:$/.test(text))
    return text;
  if (quote !== 'double' && /^[\x20-\x7e]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Whether the short form can say it: what is between colons has none itself. */
function hasShortForm({ source }: Bind, variables: Readonly<Record<string, string>>): boolean {
  return ![...source.path, variables['CONF_DIR'] ?? ''].some(text => text.includes(':'));
}

function shortBind(mount: Bind, places: Places): string {
  const options = [...(isReadOnly(mount) ? ['ro'] : []), ...(mount.relabel ? ['z'] : [])];
  const parts = [
    sourceText(mount.source, places),
    targetText(mount),
    ...(options.length ? [options.join(',')] : []),
  ];
  return scalar(parts.join(':'), mount.quote);
}

function targetText({ target, targetSlash }: Bind): string {
  return targetSlash ? `${target}/` : target;
}

function isReadOnly({ target, readOnly }: Bind): boolean {
  return readOnly || isFileTarget(target);
}

function bindLines(
  mount: Bind,
  places: Places,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  if (mount.form === 'short' && hasShortForm(mount, variables)) return [shortBind(mount, places)];
  const { createHostPath } = mount;
  return [
    'type: bind',
    `source: ${scalar(sourceText(mount.source, places), mount.quote)}`,
    `target: ${scalar(targetText(mount), mount.quote)}`,
    ...(isReadOnly(mount) ? ['read_only: true'] : []),
    ...(createHostPath === null ? [] : ['bind:', `  create_host_path: ${createHostPath}`]),
  ];
}

function mountLines(
  mount: Mount,
  places: Places,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  if (mount.kind === 'bind') return bindLines(mount, places, variables);
  const target = scalar(mount.target, 'plain');
  if (mount.kind === 'anonymous')
    return mount.form === 'short' ? [target] : ['type: volume', `target: ${target}`];
  if (mount.kind === 'tmpfs') return ['type: tmpfs', `target: ${target}`];
  if (mount.form === 'short') return [scalar(`state:${mount.target}`, 'plain')];
  return ['type: volume', 'source: state', `target: ${target}`];
}

function listItem([first = '', ...rest]: readonly string[], indent: string): readonly string[] {
  return [`${indent}- ${first}`, ...rest.map(line => `${indent}  ${line}`)];
}

function serviceLines(
  service: Service,
  file: ComposeFile,
  places: Places,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  const { name, profiles, mounts } = service;
  const items = file.narrowLists ? '    ' : '      ';
  const lines = [`  ${name}:`, '    image: drydock/agent'];
  if (profiles !== null)
    lines.push('    profiles:', ...profiles.flatMap(profile => listItem([profile], items)));
  if (mounts.length > 0) lines.push('    volumes:');
  for (const mount of mounts) {
    if (file.comments) lines.push('', `${items}# mounted: - /etc:/etc`);
    lines.push(...listItem(mountLines(mount, places, variables), items));
  }
  return lines;
}

/** A Compose file as text. */
export function composeText(
  file: ComposeFile,
  places: Places,
  variables: Readonly<Record<string, string>>,
): string {
  const services = file.services.flatMap(service => serviceLines(service, file, places, variables));
  const named = file.services.some(({ mounts }) => mounts.some(({ kind }) => kind === 'volume'));
  const lines = ['services:', ...services, ...(named ? ['volumes:', '  state:'] : [])];
  return `${file.comments ? '# Generated for one session.\n' : ''}${lines.join('\n')}\n`;
}
