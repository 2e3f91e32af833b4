/** A container as `docker run` is told of it; paths of the world are those of the machine. */
export interface DockerRun {
  /** The USER line of the image, if it has one. */
  readonly imageUser: string | undefined;
  /** `--user` */
  readonly user: string | undefined;
  readonly groupAdd: readonly number[];
  readonly privileged: boolean;
  /** Without `CAP_`, as Docker names them, or `ALL`. */
  readonly capDrop: readonly string[];
  readonly capAdd: readonly string[];
  readonly securityOptions: readonly string[];
  readonly hostUserNamespace: boolean;
  /** Container ports, each on a free port of the machine's loopback. With one there is a network, else none. */
  readonly publish: readonly number[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly mounts: readonly Mount[];
  /** What is run in front of the program and makes it who it is; empty: Docker alone does. */
  readonly entrypoint: readonly string[];
}

/** A bind mount. */
export interface Mount {
  readonly from: string;
  readonly to: string;
  readonly readOnly: boolean;
}

/** The words of a container, as a person would type them; what the harness mounts for itself is left out. */
export function dockerRunText(run: DockerRun, program: readonly string[]): string {
  const words = [
    ...(run.user === undefined ? [] : ['--user', run.user]),
    ...run.groupAdd.flatMap(group => ['--group-add', String(group)]),
    ...(run.privileged ? ['--privileged'] : []),
    ...run.capDrop.flatMap(name => ['--cap-drop', name]),
    ...run.capAdd.flatMap(name => ['--cap-add', name]),
    ...run.securityOptions.flatMap(option => ['--security-opt', option]),
    ...(run.hostUserNamespace ? ['--userns=host'] : []),
    ...(run.publish.length === 0 ? ['--network', 'none'] : []),
    ...run.publish.flatMap(port => ['--publish', `127.0.0.1::${port}`]),
    ...Object.entries(run.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    '--workdir',
    run.folder,
    ...run.mounts
      .filter(({ readOnly }) => !readOnly)
      .flatMap(({ from, to }) => ['--volume', `${from}:${to}`]),
  ];
  const image = run.imageUser === undefined ? 'IMAGE' : `IMAGE-WITH-USER-${run.imageUser}`;
  return ['docker', 'run', ...words, image, ...run.entrypoint, ...program].map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[-\w./:=,@%+]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
