import { z } from 'zod';
import { fileName, treeSchema } from '../../harness/arbitraries/file-tree-schema.ts';
import { canStart } from './starts.ts';

/** What `HOME` says: the folder, with a slash behind it, by way of a link; or what is no home at all. */
const homeKinds = ['folder', 'with-slash', 'link', 'unset', 'empty', 'missing'] as const;

/** What `DOCKER` says: a program, one that can't be run, or nothing. */
const dockerKinds = [
  'program',
  'unset',
  'empty',
  'missing',
  'not-executable',
  'no-interpreter',
  'folder',
] as const;

/** How the names are printed: one a line; the last one without a line end; or lines as another system ends them. */
const lineEnds = ['lf', 'not-last', 'crlf'] as const;

/** How much of its names a call prints before it ends. */
const printedParts = ['all', 'half', 'nothing'] as const;

/** The id of a session: four lower-case hexadecimal digits. */
const sessionId = z.string().regex(/^[0-9a-f]{4}$/);

const end = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('exits'), status: z.int().min(0).max(255) }),
  z.strictObject({ how: z.literal('killed'), signal: z.enum(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGPIPE']) }),
  z.strictObject({ how: z.literal('hangs') }),
]);

/** A session that starts while the names are listed: its folder is made before they are printed, or after. */
const start = z.strictObject({ id: sessionId, at: z.enum(['before', 'after']) });

/**
 * What a container is in when it is listed: made and never started, ended, or running; or it is removed while it is
 * listed, before the engine answers or after.
 */
const containerStates = ['created', 'exited', 'running', 'removed-before', 'removed-after'] as const;

/**
 * What a real engine does where its client ends with a status: nobody listens at its socket, there is none, nobody may
 * connect to it, it answers with an error; or the answer ends early, at a byte that is counted from its end where it is
 * negative.
 */
const outage = z.discriminatedUnion('how', [
  z.strictObject({ how: z.enum(['refuses', 'missing', 'unreadable', 'fails']) }),
  z.strictObject({ how: z.literal('cut'), at: z.int().min(-20_000).max(20_000) }),
]);

/** What only a real engine tells apart. */
const engine = z.strictObject({
  /** Of the containers, in the order of their names; who has none here is `created`. */
  states: z.array(z.enum(containerStates)).readonly(),
  /** Left out: one that goes with what is printed. */
  outage: outage.optional(),
});

const call = z.strictObject({
  /** Names of containers, as docker(1) allows them. */
  names: z.array(z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)).readonly(),
  /** So many other containers stand around them, the larger half before. */
  others: z.int().min(0).max(60_000),
  lines: z.enum(lineEnds),
  printed: z.enum(printedParts),
  /** What it says on standard error. */
  noise: z.string(),
  starts: z.array(start).readonly(),
  end,
  /** Left out: nothing out of the ordinary. Where docker(1) is a stub it plays no part. */
  engine: engine.optional(),
});

/** Everything that decides one run of a sweep. */
export const scenarioSchema = z
  .strictObject({
    home: z.strictObject({
      is: z.enum(homeKinds),
      name: fileName,
      mode: z.int().min(0).max(0o777),
      entries: treeSchema,
    }),
    docker: z.strictObject({
      is: z.enum(dockerKinds),
      /** Whether its path has a space in it. */
      spaced: z.boolean(),
      /** What its calls do: the first, the second; the last one from then on. */
      calls: z.tuple([call], call).readonly(),
    }),
    /** Whether a second sweep follows, when all sessions that have started are listed. */
    twice: z.boolean(),
  })
  .refine(
    ({ home, docker }) => docker.calls.flatMap(({ starts }) => starts).every(({ id }) => canStart(id, home)),
    {
      message:
        'a session starts where there is a home that it can write to, and where its folder is missing or its own',
      path: ['docker', 'calls'],
    },
  )
  .refine(
    ({ docker: { calls } }) => {
      const ids = calls.flatMap(({ starts }) => starts.map(({ id }) => id));
      return new Set(ids).size === ids.length;
    },
    { message: 'a session starts once', path: ['docker', 'calls'] },
  );

/** One scenario of the session sweep: plain JSON. */
export type Scenario = z.infer<typeof scenarioSchema>;
export type Call = z.infer<typeof call>;
export type Home = Scenario['home'];
export type ContainerState = (typeof containerStates)[number];
export type Outage = z.infer<typeof outage>;
