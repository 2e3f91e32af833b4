import type { BakedScenario, ContextEntry } from './scenario.ts';

const deny: ContextEntry = {
  kind: 'file',
  path: 'policy/10-deny.json',
  content: '{"deny":["Bash(rm *)"]}\n',
  mode: 'git',
};
const hooks: ContextEntry = {
  kind: 'file',
  path: 'policy/20-hooks.json',
  content: '{"hooks":{}}\n',
  mode: 'git',
};

/** One file, pinned by COPY, in a folder that was made for it. */
export const calm: BakedScenario = {
  context: [deny],
  ignore: null,
  umask: '0022',
  otherUmask: '0077',
  style: { escape: '\\', lowerCase: false, continued: false, comments: false },
  stages: [
    {
      base: { kind: 'scratch' },
      named: false,
      instructions: [
        {
          do: 'run',
          json: false,
          commands: [{ tool: 'mkdir', parents: true, mode: null, paths: ['/etc/pol'] }],
        },
        {
          do: 'copy',
          add: false,
          from: null,
          sources: ['policy/10-deny.json'],
          json: false,
          dest: '/etc/pol/',
          chmod: '644',
          chown: null,
        },
      ],
    },
  ],
  policy: { user: '1000', paths: ['/etc/pol/10-deny.json'] },
};

/** As the seed's Dockerfile was: the modes of a checkout under umask 077. */
const asItWas: BakedScenario = {
  ...calm,
  context: [deny, hooks],
  umask: '0077',
  otherUmask: '0022',
  stages: [
    {
      base: { kind: 'scratch' },
      named: false,
      instructions: [
        {
          do: 'copy',
          add: false,
          from: null,
          sources: ['policy'],
          json: false,
          dest: '/etc/pol/',
          chmod: null,
          chown: null,
        },
        { do: 'user', user: '1000' },
      ],
    },
  ],
  policy: { user: null, paths: ['/etc/pol/10-deny.json', '/etc/pol/20-hooks.json'] },
};

/** As the seed's Dockerfile became: files pinned by COPY, folders by a RUN behind it. */
const asItBecame: BakedScenario = {
  ...asItWas,
  stages: [
    {
      base: { kind: 'scratch' },
      named: false,
      instructions: [
        {
          do: 'copy',
          add: false,
          from: null,
          sources: ['policy'],
          json: false,
          dest: '/etc/pol/',
          chmod: '644',
          chown: null,
        },
        {
          do: 'run',
          json: false,
          commands: [{ tool: 'chmod', recursive: false, mode: '755', paths: ['/etc', '/etc/pol'] }],
        },
        { do: 'user', user: '1000' },
      ],
    },
  ],
};

export const examples: readonly [BakedScenario, ...BakedScenario[]] = [calm, asItWas, asItBecame];
