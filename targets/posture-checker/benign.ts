import { type PostureScenario, uidOf } from './scenario.ts';

function isOneOrUnset(value: string | undefined): boolean {
  return value === undefined || value === '1';
}

/** Whether the scenario is clearly harmless: refusing it, or complaining of it, would be wrong. */
export function isBenign(scenario: PostureScenario): boolean {
  const { environment, uid, status, certCache, cacheEntry: entry, insecureListen } = scenario;
  const production = environment['PYRYCODE_RELAY_PRODUCTION'];
  const single = environment['PYRYCODE_RELAY_SINGLE_INSTANCE'];
  const isCapEffPlain = status.fault === null && status.written === null && status.damage === null;
  return (
    isOneOrUnset(production) &&
    isOneOrUnset(single) &&
    (!environment['FLY_APP_NAME'] || single === '1') &&
    (production === undefined || (uid.effective !== 0 && !insecureListen)) &&
    isCapEffPlain &&
    (status.effective === '0000000000000000' || status.effective === '0000000000000400') &&
    (!certCache ||
      entry.kind === 'missing' ||
      (entry.kind === 'folder' && entry.mode === '0700' && uidOf(entry.owner, uid) === uid.effective)) &&
    Boolean(scenario.domain) &&
    scenario.stray === null &&
    (!insecureListen || insecureListen.endsWith(':8080')) &&
    scenario.listen.every(address => /^(?:|(?:0\.0\.0\.0|127\.0\.0\.1)?:(?:80|443))$/.test(address))
  );
}
