/** Seatrial's public entry: define a target, run a campaign. */
export { type Config, type ConfiguredImplementation, defineConfig } from './config.ts';
export { campaign } from './engine/campaign/campaign.ts';
export type { CampaignResult } from './engine/campaign/campaign-log.ts';
export type { CampaignRequest, SubjectPlan } from './engine/campaign/plan.ts';
export type {
  Budget,
  Emit,
  EventBody,
  Finding,
  LabelShare,
  SeatrialEvent,
  Subject,
  Tally,
} from './engine/events.ts';
export { hunt, type Kill } from './engine/hunt.ts';
export { HarnessFault, type HarnessFaultCode } from './harness-fault.ts';
export { runOnce } from './judge/judge.ts';
export type { Verdict, Violation } from './judge/verdict.ts';
export * from './target.ts';
export { version } from './version.ts';
