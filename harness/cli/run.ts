import { Command, CommanderError } from 'commander';
import { HarnessFault } from '../harness-fault.ts';
import { processOutput } from '../report/output.ts';
import { safeText } from '../report/safe-text.ts';
import { version } from '../version.ts';
import { closeEngineOfCommand } from './engine-of-command.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { printJson, printText } from './print.ts';
import { UsageError } from './usage-error.ts';

/** Takes the exit status that a command came to. */
export type Finish = (status: ExitStatus) => void;

/** What the file of a command exports. */
interface CommandFile {
  create(finish: Finish): Command;
}

interface Listed {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandFile>;
}

/** Every command. Its file is loaded only when it is called. */
const commands: readonly Listed[] = [
  { name: 'fuzz', summary: 'fuzz targets; report every distinct bug once', load: () => import('./fuzz.ts') },
  {
    name: 'replay',
    summary: 'run every case: the reference passes, mutants die',
    load: () => import('./replay.ts'),
  },
  { name: 'repro', summary: 'run one case, verbosely', load: () => import('./repro.ts') },
  { name: 'minimize', summary: 'make a case smaller, same bug', load: () => import('./minimize.ts') },
  { name: 'mutants', summary: 'kill every mutant; say by what', load: () => import('./mutants.ts') },
  { name: 'stats', summary: 'labels of drawn scenarios and their shares', load: () => import('./stats.ts') },
  { name: 'corpus', summary: 'list, add, seal, merge and prune cases', load: () => import('./corpus.ts') },
  {
    name: 'list',
    summary: 'targets with their properties, mutants and cases',
    load: () => import('./list.ts'),
  },
  {
    name: 'engine',
    summary: 'start, stop or look at a Docker engine of its own',
    load: () => import('./engine.ts'),
  },
  { name: 'doctor', summary: 'what this machine can do', load: () => import('./doctor.ts') },
];

const afterHelp = `
Examples:
  seatrial fuzz                                   every target, about a minute
  seatrial fuzz config-refresher --runs 20000 --seed 7
  seatrial repro corpus/posture-checker/production-root.json
  seatrial COMMAND --help                         options and examples of a command

Exit status: 0 nothing new found, 1 findings, 2 usage, 3 the harness could not do its work, 128+n on signal n.`;

/**
 * Runs one command line.
 * @param words the arguments, without the program's name
 * @returns the exit status
 */
export async function run(words: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.nothingNew;
  const finish: Finish = came => {
    status = came;
  };
  try {
    const program = await assemble(words, finish);
    if (words.length === 0) program.outputHelp();
    else await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    return await explain(error, words);
  } finally {
    await closeEngineOfCommand();
  }
}

async function assemble(words: readonly string[], finish: Finish): Promise<Command> {
  const program = new Command('seatrial')
    .description('A fuzz and property-test harness for sandbox hardening.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'help for a command')
    .addHelpText('after', afterHelp);
  const called = words[0] === 'help' ? words[1] : words[0];
  for (const { name, summary, load } of commands) {
    const command = name === called ? (await load()).create(finish) : new Command(name);
    program.addCommand(quietly(command.summary(summary)));
  }
  return quietly(program);
}

/** Errors are thrown, here and in subcommands, and printed in one place and one form. */
function quietly(command: Command): Command {
  for (const inner of command.commands) quietly(inner);
  return command
    .exitOverride()
    .configureOutput({
      outputError: () => {},
      // Whoever reads help may have seen enough: Commander's own writing would take that for an accident.
      writeOut: text => processOutput('stdout').write(text),
      writeErr: text => processOutput('stderr').write(text),
    })
    .helpOption('-h, --help', 'print this help');
}

/** Says what is wrong: to people on standard error and, where `--json` asks for a document, to programs as one. */
async function explain(error: unknown, words: readonly string[]): Promise<ExitStatus> {
  if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.nothingNew;
  // A command that lacks the name of what is to be done has printed its help.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitStatus.usage;
  if (isClosedPipe(error)) return exitStatus.nothingNew;
  const { status, message } = described(error);
  const lines = message.trim().split('\n');
  await printText(`seatrial: ${lines.map(line => safeText(line)).join('\n  ')}`, 'stderr');
  if (words.includes('--json')) await printJson({ error: { status, message: message.trim() } });
  return status;
}

function described(error: unknown): { readonly status: ExitStatus; readonly message: string } {
  if (error instanceof CommanderError) {
    return { status: exitStatus.usage, message: error.message.replace(/^error: /, '') };
  }
  if (error instanceof UsageError) return { status: exitStatus.usage, message: error.message };
  if (error instanceof HarnessFault) return { status: exitStatus.harnessFault, message: error.message };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: exitStatus.harnessFault, message: `this is a bug of Seatrial: ${trace}` };
}

/** Whoever read our output has seen enough: `seatrial list | head -1`. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
