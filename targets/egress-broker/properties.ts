import type { Property } from '../../harness/target.ts';
import type { Observation } from './observation.ts';
import { childIsToldOfTheBroker } from './properties/child-is-told-of-the-broker.ts';
import { clientsDoNotWaitForOneAnother } from './properties/clients-do-not-wait-for-one-another.ts';
import { clientsSeeOnlyTheirOwn } from './properties/clients-see-only-their-own.ts';
import { endsWithTheChild } from './properties/ends-with-the-child.ts';
import { exitStatusIsTheChilds } from './properties/exit-status-is-the-childs.ts';
import { keyIsForwardedOnce } from './properties/key-is-forwarded-once.ts';
import { keyIsInNoLog } from './properties/key-is-in-no-log.ts';
import { keyIsInNoResponse } from './properties/key-is-in-no-response.ts';
import { keyStaysOutOfTheChild } from './properties/key-stays-out-of-the-child.ts';
import { malformedAsksAreRefused } from './properties/malformed-asks-are-refused.ts';
import { memoryIsClosedToTheChild } from './properties/memory-is-closed-to-the-child.ts';
import { noBrokerWithoutItsMeans } from './properties/no-broker-without-its-means.ts';
import { noFalseRefusal } from './properties/no-false-refusal.ts';
import { nothingIsLeft } from './properties/nothing-is-left.ts';
import { nothingIsSmuggled } from './properties/nothing-is-smuggled.ts';
import { nothingIsTunnelled } from './properties/nothing-is-tunnelled.ts';
import { onlyTheUpstreamIsCalled } from './properties/only-the-upstream-is-called.ts';
import { passedStreamsAreServed } from './properties/passed-streams-are-served.ts';
import { requestsAreForwardedAsTheyWere } from './properties/requests-are-forwarded-as-they-were.ts';
import { requestsKeepTheirOrder } from './properties/requests-keep-their-order.ts';
import { responsesAreTheUpstreams } from './properties/responses-are-the-upstreams.ts';
import { stalledClientsAreLetGo } from './properties/stalled-clients-are-let-go.ts';
import { stoppingIsPrompt } from './properties/stopping-is-prompt.ts';
import { validAsksGetAStream } from './properties/valid-asks-get-a-stream.ts';
import type { Scenario } from './scenario.ts';

/** What must hold of every broker. */
export const properties: readonly Property<Scenario, Observation>[] = [
  keyStaysOutOfTheChild,
  memoryIsClosedToTheChild,
  keyIsInNoResponse,
  keyIsInNoLog,
  keyIsForwardedOnce,
  requestsAreForwardedAsTheyWere,
  requestsKeepTheirOrder,
  nothingIsSmuggled,
  onlyTheUpstreamIsCalled,
  nothingIsTunnelled,
  malformedAsksAreRefused,
  validAsksGetAStream,
  passedStreamsAreServed,
  nothingIsLeft,
  clientsSeeOnlyTheirOwn,
  clientsDoNotWaitForOneAnother,
  endsWithTheChild,
  exitStatusIsTheChilds,
  stoppingIsPrompt,
  stalledClientsAreLetGo,
  noBrokerWithoutItsMeans,
  childIsToldOfTheBroker,
  responsesAreTheUpstreams,
  noFalseRefusal,
];
