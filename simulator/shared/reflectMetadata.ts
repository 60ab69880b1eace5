/**
 * The three metadata functions of `Reflect` that @peculiar/x509 asks for while it loads (through tsyringe). It ships
 * without them and expects a polyfill of the application's choice. An existing polyfill is left alone.
 */
const metadata = new WeakMap<object, Map<unknown, unknown>>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return metadata.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object): unknown {
  for (let holder: object | null = target; holder !== null; holder = Reflect.getPrototypeOf(holder)) {
    if (metadata.get(holder)?.has(key)) return getOwnMetadata(key, holder);
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  metadata.set(target, new Map(metadata.get(target)).set(key, value));
}

if (!("getMetadata" in Reflect)) Object.assign(Reflect, { getOwnMetadata, getMetadata, defineMetadata });
