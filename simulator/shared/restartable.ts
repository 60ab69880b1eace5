import { listen, type Listener, type ListenOptions } from "./listen.ts";

/** A server that can be stopped and started again, as for an update of it. */
export interface RestartableListener extends Listener {
  /** Stops listening, so that connections are refused, and ends those that there are. */
  readonly stop: () => Promise<void>;
  /** Listens again on the same port. Nothing where it does so already. */
  readonly start: () => Promise<void>;
}

/** Like {@link listen}. */
export async function listenRestartably(
  app: Parameters<typeof listen>[0],
  options: ListenOptions = {},
): Promise<RestartableListener> {
  let listener: Listener | undefined = await listen(app, options);
  const { port } = listener;
  const stop = async () => {
    const stopping = listener;
    listener = undefined;
    await stopping?.close();
  };
  return {
    port,
    stop,
    start: async () => {
      listener ??= await listen(app, { ...options, port });
    },
    close: stop,
  };
}
