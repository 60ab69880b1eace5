import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProgram } from "../../tools/engine/runProgram.ts";
import { findPostgres } from "./findPostgres.ts";

/** A PostgreSQL server with one empty database, of this test alone. */
export interface Postgres {
  /** The address of the database, as `pulumi login` takes it. */
  readonly url: string;
  /** Runs a query; the rows as text. */
  query(sql: string): Promise<string>;
  /** Ends the server as a failure of its machine would: connections are cut, nothing is written any more. */
  crash(): Promise<void>;
  /** Starts it again on the same port with what its disk has. */
  start(): Promise<void>;
  /** Ends it and deletes everything. */
  close(): Promise<void>;
}

const user = "pulumi";
const deadlineMs = 60_000;
/** Debian gives both of these ids to everyone's least user; PostgreSQL refuses to run as root. */
const nobody = 65_534;

/**
 * Starts PostgreSQL on a free loopback port, from a temporary folder, as an ordinary user.
 *
 * @throws Error where it is missing or does not start.
 */
export async function startPostgres(): Promise<Postgres> {
  const found = findPostgres();
  if (!found.found) throw new Error(found.reason);
  const program = (name: string) => join(found.programs, name);
  const folder = await mkdtemp(join(tmpdir(), "postgres-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(folder, nobody, nobody);
  // setpriv(1) takes root's rights away, and has the kernel end the server when this process ends in whatever way.
  const dropRights = isRoot ? [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"] : [];
  const asUser = (...command: readonly string[]) => ["--pdeathsig=QUIT", ...dropRights, "--", ...command];
  const data = join(folder, "data");
  await runProgram(
    "setpriv",
    asUser(program("initdb"), "--pgdata", data, "--username", user, "--auth", "trust", "--encoding", "UTF8"),
    { cwd: "/" },
  );
  const port = await freePort();
  const query = (sql: string) =>
    runProgram(program("psql"), [
      `--host=127.0.0.1`,
      `--port=${port}`,
      `--username=${user}`,
      "--dbname=postgres",
      "--no-psqlrc",
      "--tuples-only",
      "--no-align",
      "--command",
      sql,
    ]);
  let server: ChildProcess | undefined;
  const start = async () => {
    const settings = ["-h", "127.0.0.1", "-p", String(port), "-k", folder];
    server = spawn("setpriv", asUser(program("postgres"), "-D", data, ...settings), {
      cwd: "/",
      stdio: "ignore",
    });
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      try {
        await query("select 1");
        return;
      } catch (error) {
        if (Date.now() > deadline || server.exitCode !== null) throw error;
        await sleep(200);
      }
    }
  };
  const crash = async () => {
    if (server?.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGQUIT");
    await ended;
  };
  await start();
  return {
    url: `postgres://${user}@127.0.0.1:${port}/postgres?sslmode=disable`,
    query,
    crash,
    start,
    close: async () => {
      await crash();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
