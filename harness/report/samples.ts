import type { EventBody, Finding, Subject, Tally } from '../engine/events.ts';

// Events for the tests of this folder.

/** A subject on the reference. */
export function subjectOf(target: string, fidelity: Subject['fidelity'] = 'model'): Subject {
  return { target, implementation: 'reference', fidelity };
}

/** The three subjects of the campaign in the samples. */
export const subjects = [
  subjectOf('posture-checker'),
  subjectOf('compose-assembler'),
  subjectOf('config-refresher', 'process'),
] as const;

/** How far a subject is, with nothing unusual about it. */
export function tallyOf(
  subject: Subject,
  runs: number,
  elapsedMs: number,
  extra: Partial<Tally> = {},
): Tally {
  return {
    ...subject,
    runs,
    elapsedMs,
    findings: 0,
    rejected: 0,
    labels: { seen: 14, declared: 14 },
    ...extra,
  };
}

/** A finding of a program under test. */
export const finding: Finding = {
  target: 'compose-assembler',
  implementation: 'my-script',
  fidelity: 'model',
  bucket: '3f9a12bc',
  kind: 'violation',
  property: 'mandatory-overlays-survive',
  reason:
    'Generator "submounts" was killed after 212 bytes, and assembly still handed over 4 of 6 arguments: docker-compose.hardening.yml is not among them.',
  account: [
    ['generators', 'submounts: killed by SIGKILL after 212 bytes'],
    ['mode', 'contained'],
  ],
  details: [
    ['arguments', '-f base.yml  -f .drydock/submounts.yml'],
    ['lost', '-f contain.yml  -f hardening.yml'],
    ['effective', 'cap_drop ∅ (was ALL) · no-new-privileges off · network host'],
  ],
  gist: '1 generator, 0 links',
  run: 41,
  seed: 7,
  shrinks: 12,
  size: { drawn: 1204, shrunk: 96 },
  repeats: { seen: 3, of: 3 },
  shrinking: 'finished',
  known: false,
  file: '.seatrial/findings/compose-assembler/my-script/mandatory-overlays-survive-3f9a12bc/case.json',
};

/** The first event of a campaign over the three subjects. */
export const started: Extract<EventBody, { readonly type: 'campaign-started' }> = {
  type: 'campaign-started',
  version: '0.1.0',
  seed: 1804289383,
  jobs: 2,
  containment: 'bubblewrap',
  budget: { kind: 'time', ms: 60_000 },
  subjects,
};

/** The ends of the three subjects: the last with a label that was drawn too rarely. */
export const ended: readonly EventBody[] = [
  { type: 'subject-finished', ...tallyOf(subjects[0], 412_803, 60_000), below: [], rejections: [] },
  {
    type: 'subject-finished',
    ...tallyOf(subjects[1], 98_120, 60_000, { labels: { seen: 21, declared: 21 } }),
    below: [],
    rejections: [],
  },
  {
    type: 'subject-finished',
    ...tallyOf(subjects[2], 9541, 60_000, { labels: { seen: 17, declared: 18 } }),
    below: [{ label: 'source-rewritten-twice', percent: 0.43, atLeast: 1 }],
    rejections: [],
  },
];

/** The last event of that campaign. */
export const finished: Extract<EventBody, { readonly type: 'campaign-finished' }> = {
  type: 'campaign-finished',
  elapsedMs: 60_000,
  runs: [412_803, 98_120, 9541],
  findings: 0,
  faults: 0,
  interrupted: false,
  again: 'seatrial fuzz --seed 1804289383 --runs 412803,98120,9541',
};
