import { folderWith, onMachine } from '../mutant.ts';
import type { Folder } from '../reference/machine.ts';

export const leavesItsSockets = onMachine(
  {
    name: 'leaves-its-sockets',
    story: 'Ends without removing its sockets: the next start finds them stale.',
    source: 'expert; unix(7): a socket stays after its server',
    caughtBy: ['sigterm-ends-it-cleanly'],
    within: 60,
  },
  machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      let served = false;
      const bind: Folder['bind'] = name => {
        const listener = folder.bind(name);
        const listen = listener.listen.bind(listener);
        listener.listen = () => {
          listen();
          served = true;
        };
        return listener;
      };
      return folderWith(folder, { bind, unlink: name => (served ? undefined : folder.unlink(name)) });
    },
  }),
);
