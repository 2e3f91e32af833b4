import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { predictions, unusableMandatory } from '../oracle.ts';
import { families, type Opening } from '../posture/openings.ts';
import type { Scenario } from '../scenario.ts';
import { effectOfFiles, gravestEffect, listedFiles, names, quoted, violated } from './evidence.ts';

/** The openings without their services: what makes two of them the same bug. */
function kindsOf(openings: readonly Opening[]): string {
  return [...new Set(openings.map(({ what }) => what))].join(', ');
}

/** What the gravest of some openings is about. An assembler that looks for nothing is a handful of bugs, not fifty. */
function familyOf(openings: readonly Opening[]): string {
  return families.find(family => openings.some(opening => opening.family === family)) ?? '';
}

/** The same for a sentence: three kinds at most. */
function fewKindsOf(openings: readonly Opening[]): string {
  const kinds = [...new Set(openings.map(({ what }) => what))];
  const rest = kinds.length > 4 ? [`and ${kinds.length - 3} more`] : kinds.slice(3);
  return [...kinds.slice(0, 3), ...rest].join(', ');
}

function servicesOf(openings: readonly Opening[]): string {
  return [...new Set(openings.map(({ service }) => quoted(service)))].join(', ');
}

/**
 * Compares effective models, over all services, however an overlay was written: as the merge model has them, and where a
 * real Compose was asked as that has them.
 */
export const postureAtLeastAsClosed: Property<Scenario, Observation> = {
  name: 'posture-at-least-as-closed',
  statement: 'The effective model is at least as closed as base, mode and hardening, or assembly failed.',
  check(scenario, observation) {
    if (observation.exit !== 0) return holds;
    const gravest = gravestEffect(scenario, observation);
    if (gravest === undefined || gravest.effect.openings.length === 0) return holds;
    const { effect, says } = gravest;
    const by = says === '' ? '' : `, says ${says}`;
    return violated(
      scenario,
      observation,
      `Assembly handed over a model that opens ${servicesOf(effect.openings)}: ${fewKindsOf(effect.openings)}${by}`,
      { signature: `a model that opens was handed over${by}` },
    );
  },
};

/** An overlay that undoes hardening is refused, and the message says whose it was. */
export const openingOverlayRefusedByName: Property<Scenario, Observation> = {
  name: 'opening-overlay-refused-by-name',
  statement: 'An overlay that would open the sandbox is refused, naming its generator.',
  check(scenario, observation) {
    const all = predictions(scenario);
    const opening = all.flatMap(({ generator, prediction }) =>
      prediction.kind === 'opens' ? [{ generator, openings: prediction.openings }] : [],
    );
    const [first] = opening;
    if (first === undefined) return holds;
    if (observation.exit === 0) {
      const active = all.filter(({ prediction }) => prediction.kind !== 'inactive').length;
      // Of a list that lacks a file nobody knows whose file it lacks. `complete-or-loud` is about that.
      if (countGenerated(scenario, observation) < active) return holds;
      return violated(
        scenario,
        observation,
        `Generator ${quoted(first.generator.name)} opens the sandbox (${fewKindsOf(first.openings)}) and was let through`,
        { signature: `let through: ${familyOf(first.openings)}` },
      );
    }
    const otherwise = all.some(({ prediction: { kind } }) => kind === 'fails' || kind === 'unusable');
    if (otherwise || unusableMandatory(scenario) !== undefined || hasLineBreak(scenario)) return holds;
    if (opening.some(({ generator }) => names(observation.said, generator))) return holds;
    return violated(
      scenario,
      observation,
      `Generator ${quoted(first.generator.name)} was refused and is not named`,
    );
  },
};

function countGenerated(scenario: Scenario, observation: Observation): number {
  return (listedFiles(scenario, observation) ?? []).filter(({ mandatory }) => !mandatory).length;
}

function hasLineBreak({ folders }: Scenario): boolean {
  return /[\r\n]/.test(folders.overlays);
}

/** Every overlay must be harmless wherever in the list it stands. */
export const orderNeverChangesPosture: Property<Scenario, Observation> = {
  name: 'order-never-changes-posture',
  statement: 'The generated files give the same posture in any order.',
  check(scenario, observation) {
    const files = observation.exit === 0 ? listedFiles(scenario, observation) : undefined;
    const generated = files?.filter(({ mandatory }) => !mandatory) ?? [];
    if (files === undefined || generated.length < 2) return holds;
    const mandatory = files.filter(file => file.mandatory);
    const forwards = effectOfFiles(scenario, [...mandatory, ...generated]);
    const backwards = effectOfFiles(scenario, [...mandatory, ...generated.toReversed()]);
    if (forwards?.kind !== 'merged' || backwards?.kind !== 'merged') return holds;
    const same =
      kindsOf(forwards.openings) === kindsOf(backwards.openings) && forwards.mode === backwards.mode;
    if (same) return holds;
    return violated(scenario, observation, 'The generated files open more in one order than in another', {
      details: [['other way', `mode ${backwards.mode} · ${kindsOf(backwards.openings) || 'nothing opened'}`]],
    });
  },
};
