/** What a container wrote, each of its two outputs by itself. */
export interface EngineOutput {
  readonly out: string;
  readonly err: string;
}

const headerBytes = 8;
const errorStream = 2;

/**
 * Takes apart what an engine tells of a container without a terminal: frames of a stream's number, three empty bytes,
 * a length in four, and so much of the stream. See "Stream format" of Docker's HTTP interface. A last frame that was cut
 * counts as far as it goes.
 */
export function splitFrames(bytes: Buffer): EngineOutput {
  const streams: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] };
  for (let at = 0; at + headerBytes <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    const part = bytes.subarray(at + headerBytes, at + headerBytes + length);
    (bytes[at] === errorStream ? streams.err : streams.out).push(part);
    at += headerBytes + length;
  }
  return {
    out: Buffer.concat(streams.out).toString('utf8'),
    err: Buffer.concat(streams.err).toString('utf8'),
  };
}
