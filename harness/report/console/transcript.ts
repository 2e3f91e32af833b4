import type { EventBody, Finding, SeatrialEvent } from '../../engine/events.ts';
import { nothingYet, outcomeAfter } from '../outcome.ts';
import { faultLines, faultsInFull, moreFaultsLine } from './fault.ts';
import { findingLines, findingsInFull, shortFindingLines } from './finding.ts';
import { type MutantEvent, mutantLines, mutantsSentence } from './mutants.ts';
import type { Page } from './page.ts';
import type { Paint } from './paint.ts';
import { brokenCaseLines, replayCount, replayedLines } from './replay.ts';
import { headerLine, skippedLine, summaryLines } from './summary.ts';

/** What is written once and stays, at a terminal or not: all but the lines of the subjects. */
export class Transcript {
  constructor(page: Page, paint: Paint) {
    this.#page = page;
    this.#paint = paint;
  }

  readonly #page: Page;
  readonly #paint: Paint;
  #outcome = nothingYet;
  #targets = 0;
  readonly #findings = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  readonly #mutants: MutantEvent[] = [];

  on(event: SeatrialEvent): void {
    const page = this.#page;
    const paint = this.#paint;
    this.#outcome = outcomeAfter(this.#outcome, event);
    switch (event.type) {
      case 'campaign-started':
        this.#targets = new Set(event.subjects.map(({ target }) => target)).size;
        page.paragraph(headerLine(event, paint));
        break;
      case 'subjects-skipped':
        page.paragraph(skippedLine(event, paint));
        break;
      case 'finding':
        this.#finding(event);
        break;
      case 'harness-fault':
        this.#fault(event);
        break;
      case 'campaign-finished':
        page.paragraph(...summaryLines(event, this.#outcome, this.#targets, paint));
        break;
      case 'case-replayed':
        page.paragraph(...replayedLines(event, paint));
        break;
      case 'case-broken':
        page.paragraph(...brokenCaseLines(event, paint));
        break;
      case 'mutant-killed':
      case 'mutant-survived':
      case 'mutant-skipped':
        this.#mutant(event);
    }
  }

  #finding(finding: Finding): void {
    const key = `${finding.target} ${finding.implementation} ${finding.property}`;
    const before = this.#findings.get(key) ?? 0;
    this.#findings.set(key, before + 1);
    const lines = before < findingsInFull ? findingLines : shortFindingLines;
    this.#page.paragraph(...lines(finding, this.#paint));
  }

  #fault(fault: Extract<EventBody, { readonly type: 'harness-fault' }>): void {
    const before = this.#faults.get(fault.target) ?? 0;
    this.#faults.set(fault.target, before + 1);
    if (before < faultsInFull) this.#page.paragraph(...faultLines(fault, this.#paint));
    if (before === faultsInFull) this.#page.paragraph(moreFaultsLine(fault.target, this.#paint));
  }

  #mutant(mutant: MutantEvent): void {
    if (this.#mutants.at(-1)?.target !== mutant.target)
      this.#page.heading(this.#paint.colours.bold(this.#paint.safe(mutant.target, 60)));
    this.#mutants.push(mutant);
    this.#page.lines(...mutantLines(mutant, this.#paint));
  }

  /** A line on what goes on and leaves no lines of its own: cases that hold. */
  status(): string | undefined {
    const { hold, fail, broken } = this.#outcome.cases;
    if (hold + fail + broken === 0) return undefined;
    return `${this.#paint.signs.running} ${replayCount(this.#outcome, this.#paint)}`;
  }

  /** What can only be said when nothing more comes. */
  end(): void {
    const { hold, fail, broken } = this.#outcome.cases;
    if (hold + fail + broken > 0) this.#page.paragraph(replayCount(this.#outcome, this.#paint));
    if (this.#mutants.length > 0) this.#page.paragraph(mutantsSentence(this.#mutants, this.#paint));
  }
}
