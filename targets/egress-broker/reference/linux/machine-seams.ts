import { readFile } from 'node:fs/promises';
import { connect as connectPlain, isIP } from 'node:net';
import process from 'node:process';
import { connect as connectTls } from 'node:tls';
import type { Seams } from '../seams.ts';
import { close, failed, libc, numbers, socketPair, whyUnsupported } from './libc.ts';
import { SeqpacketChannel } from './seqpacket-channel.ts';
import { spawnChild } from './spawn-child.ts';
import { openStreamPair } from './stream-pair.ts';

/** The machine as it is. */
export function machineSeams(): Seams {
  return {
    unsupported: whyUnsupported(),
    hideMemory: () => {
      if (libc().prctl(numbers.setDumpable, 0, 0, 0, 0) !== 0) throw failed('prctl');
    },
    readKey: path => readFile(path),
    environment: process.env,
    openChannel: () => {
      const [own, peer] = socketPair(numbers.seqpacket);
      try {
        return { channel: new SeqpacketChannel(own), peer };
      } catch (error) {
        close(own);
        close(peer);
        throw error;
      }
    },
    openPair: openStreamPair,
    closeDescriptor: close,
    spawn: spawnChild,
    connect: ({ tls, host, port }) =>
      tls
        ? connectTls({
            host,
            port,
            ALPNProtocols: ['http/1.1'],
            ...(isIP(host) === 0 && { servername: host }),
          })
        : connectPlain({ host, port }),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    onStop: act => {
      const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
      let told = false;
      // Told twice is told once: without a handler the second signal would kill, and the child would be left behind.
      const once = (): void => {
        if (told) return;
        told = true;
        act();
      };
      const callOff = (): void => {
        for (const name of signals) process.off(name, once);
      };
      for (const name of signals) process.on(name, once);
      return callOff;
    },
    say: line => void process.stderr.write(`egress-broker: ${line}\n`),
  };
}
