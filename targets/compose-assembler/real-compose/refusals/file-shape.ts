import type { Mapping } from '../../../../harness/compose/tree.ts';
import { names, service } from './service-shape.ts';
import { any, misfit, type Shape } from './shape.ts';

const labels: Shape = { is: 'lm', items: any('s') };
const outside = any('bsm');

function named(shape: Shape): Shape {
  return { is: 'm', keys: {}, rest: { named: names, shape } };
}

const network: Shape = {
  is: 'mz',
  keys: {
    ...{ name: any('s'), driver: any('s'), driver_opts: any('m'), ipam: any('m'), external: outside, labels },
    ...{ internal: any('bs'), enable_ipv4: any('bs'), enable_ipv6: any('bs'), attachable: any('bs') },
  },
};

const volume: Shape = {
  is: 'mz',
  keys: { name: any('s'), driver: any('s'), driver_opts: any('m'), external: outside, labels },
};

const file = { name: any('s'), environment: any('s'), file: any('s'), external: outside, labels };
const secret: Shape = {
  is: 'm',
  keys: { ...file, driver: any('s'), driver_opts: any('m'), template_driver: any('s') },
};
const config: Shape = { is: 'm', keys: { ...file, content: any('s'), template_driver: any('s') } };

const whole: Shape = {
  is: 'm',
  keys: {
    version: any('s'),
    name: any('s'),
    include: any('l'),
    services: named(service),
    networks: named(network),
    volumes: named(volume),
    secrets: named(secret),
    configs: named(config),
  },
};

/** What is of the wrong type in a file as it is written: merging makes a list of what is none. */
export function wrongType(layer: Mapping): string | undefined {
  return misfit(layer, whole, '', { asWritten: true });
}

/** What is of the wrong type, or a key that Compose 2.26.1 does not know. It looks after every file, at all there is by then. */
export function wrongShape(model: Mapping): string | undefined {
  return misfit(model, whole);
}
