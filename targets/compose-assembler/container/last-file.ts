import {
  isMapping,
  isTrue,
  itemsOf,
  type Mapping,
  mappingAt,
  textOf,
  valueAt,
} from '../../../harness/compose/tree.ts';
import type { Engine } from '../../../harness/stage.ts';
import { labelName } from '../../../harness/world/engine/containers.ts';
import { probePath } from '../../../harness/world/engine/probe/probe-image.ts';

/** What is asked of the probe in one service. */
export interface Asked {
  /** Paths inside that it tries to write to, or looks for. */
  readonly paths: readonly string[];
  /** It goes on until it is killed, since other services share something of it. */
  readonly stays: boolean;
}

/**
 * The last of the Compose files: has every service run the probe, and says nothing about what a service may do. What
 * would build, wait, start again or take a name that another run has is taken out.
 * @param model what Compose makes of the files before it
 */
export function lastFile(
  model: Mapping,
  { image, label }: Pick<Engine, 'image' | 'label'>,
  asked: (service: string) => Asked,
): string {
  const labels = `labels: {${inYaml(labelName)}: ${inYaml(label)}}`;
  const services = [...mappingAt(model, 'services').keys()].map(name => {
    const { paths, stays } = asked(name);
    const words = [probePath, ...(stays ? ['--stay'] : []), ...paths];
    return [
      `  ${inYaml(name)}:`,
      `    image: ${inYaml(image)}`,
      '    pull_policy: never',
      `    entrypoint: [${words.map(inYaml).join(', ')}]`,
      '    command: []',
      `    ${labels}`,
      ...['build', 'healthcheck', 'container_name'].map(key => `    ${key}: !reset null`),
      '    restart: "no"',
    ].join('\n');
  });
  const shared = ['networks', 'volumes'].flatMap(section => {
    const own = [...mappingAt(model, section)].filter(([, said]) => !(isMapping(said) && isExternal(said)));
    return own.length === 0 ? [] : [`${section}:`, ...own.map(([name]) => `  ${inYaml(name)}: {${labels}}`)];
  });
  const head = services.length === 0 ? 'services: {}' : 'services:';
  return `${[head, ...services, ...shared].join('\n')}\n`;
}

function isExternal(said: Mapping): boolean {
  const external = said.get('external');
  return isTrue(external) || isMapping(external);
}

/** A text as YAML takes it for certain, with Compose's own signs doubled. */
function inYaml(text: string): string {
  return JSON.stringify(text.replaceAll('$', '$$$$')).replace(
    /[\x7f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether some service shares a namespace of another one, which must be there for as long as that starts. */
export function sharesBetweenServices(model: Mapping): boolean {
  return [...mappingAt(model, 'services').values()].some(service =>
    ['network_mode', 'pid', 'ipc'].some(key => textOf(valueAt(service, key)).startsWith('service:')),
  );
}

/** Sources of bind mounts that the engine makes where there is nothing. */
export function madeByEngine(model: Mapping): readonly string[] {
  return [...mappingAt(model, 'services').values()].flatMap(service =>
    itemsOf(valueAt(service, 'volumes'))
      .filter(volume => isTrue(valueAt(volume, 'bind', 'create_host_path')))
      .map(volume => textOf(valueAt(volume, 'source'))),
  );
}
