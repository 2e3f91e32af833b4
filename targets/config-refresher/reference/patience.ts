import { errorCode, type FileSystem } from './file-system.ts';

/** How often an interrupted operation is tried before its EINTR is taken for an error. */
const attempts = 16;

async function repeated<T>(act: () => Promise<T>, most: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (errorCode(error) !== 'EINTR' || attempt >= most) throw error;
    }
  }
}

/**
 * The same files, where an operation that a signal interrupted is tried again, `most` times in all. Not close: on Linux
 * the descriptor is gone all the same (close(2)), so an interrupted close is a close.
 */
export function patient(files: FileSystem, most = attempts): FileSystem {
  return {
    open: (path, flags, mode) => repeated(() => files.open(path, flags, mode), most),
    read: (descriptor, into, position) => repeated(() => files.read(descriptor, into, position), most),
    write: (descriptor, bytes) => repeated(() => files.write(descriptor, bytes), most),
    fsync: descriptor => repeated(() => files.fsync(descriptor), most),
    fchmod: (descriptor, mode) => repeated(() => files.fchmod(descriptor, mode), most),
    fstat: descriptor => repeated(() => files.fstat(descriptor), most),
    close: async descriptor => {
      try {
        await files.close(descriptor);
      } catch (error) {
        if (errorCode(error) !== 'EINTR') throw error;
      }
    },
    rename: (from, to) => repeated(() => files.rename(from, to), most),
    unlink: path => repeated(() => files.unlink(path), most),
    lstat: path => repeated(() => files.lstat(path), most),
    readdir: path => repeated(() => files.readdir(path), most),
    utimes: (path, ms) => repeated(() => files.utimes(path, ms), most),
  };
}
