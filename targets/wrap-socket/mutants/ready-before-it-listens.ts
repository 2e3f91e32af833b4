import { folderWith, onMachine } from '../mutant.ts';

export const readyBeforeItListens = onMachine(
  {
    name: 'ready-before-it-listens',
    story:
      'Says "ready" when the sockets have their names, and listens a moment later: who comes at once is refused.',
    source: 'expert; unix(7): connect(2) to a socket that does not listen is ECONNREFUSED',
    caughtBy: ['right-caller-gets-through', 'legacy-is-the-compatibility-path'],
    within: 60,
  },
  machine => {
    const later: (() => void)[] = [];
    return {
      openFolder: path => {
        const folder = machine.openFolder(path);
        return folderWith(folder, {
          bind: name => {
            const listener = folder.bind(name);
            later.push(listener.listen.bind(listener));
            listener.listen = () => {};
            return listener;
          },
        });
      },
      say: line => {
        machine.say(line);
        for (const listen of later.splice(0)) listen();
      },
    };
  },
);
