import type { Socket } from "node:net";

/** A connection read line by line, as IMAP until the sign-in and POP3 are. */
export interface Lines {
  /** The next line without its end; undefined once the other side has closed. */
  next(): Promise<string | undefined>;
  /** Writes a line and its end. */
  write(line: string): void;
  /** Ends reading by lines; the connection goes on with what was not read yet. */
  release(): Socket;
}

/** What a line may have at most, in bytes: tokens have a few thousand. */
const longestLine = 64 * 1024;

/** Reads a connection by lines. */
export function readLines(socket: Socket): Lines {
  let buffered = Buffer.alloc(0);
  let ended = false;
  let wake: (() => void) | undefined;
  const onData = (data: Buffer) => {
    buffered = Buffer.concat([buffered, data]);
    if (buffered.length > longestLine && !buffered.includes("\n")) socket.destroy();
    wake?.();
  };
  const onEnd = () => {
    ended = true;
    wake?.();
  };
  socket.on("data", onData).on("close", onEnd).on("end", onEnd);
  return {
    async next() {
      for (;;) {
        const end = buffered.indexOf("\n");
        if (end >= 0) {
          const line = buffered.subarray(0, end).toString("latin1").replace(/\r$/, "");
          buffered = buffered.subarray(end + 1);
          return line;
        }
        if (ended) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    write(line) {
      if (socket.writable) socket.write(`${line}\r\n`, "latin1");
    },
    release() {
      socket.off("data", onData).off("close", onEnd).off("end", onEnd).pause();
      if (buffered.length > 0) socket.unshift(buffered);
      return socket;
    },
  };
}
