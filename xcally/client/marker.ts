/** A text as it stands in the field that carries the marker, taken apart. */
export interface Marked {
  readonly name: string;
  /** The ownership marker; undefined when the text carries none, so the record is somebody else's. */
  readonly marker: string | undefined;
}

/**
 * Writes and finds ownership markers: a random word per mailbox by which a record made by an interrupted run is found
 * again, and without which no record is changed or deleted.
 *
 * @param template such as `{name} [{marker}]`.
 */
export function markerFormat(template: string): {
  write(name: string, marker: string): string;
  read(text: string): Marked;
} {
  const pattern = new RegExp(
    `^${template
      .split(/(\{name\}|\{marker\})/)
      .map((part) => {
        if (part === "{name}") return "(?<name>.*)";
        if (part === "{marker}") return "(?<marker>[0-9a-f]{8,})";
        return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      })
      .join("")}$`,
    "s",
  );
  return {
    write: (name, marker) =>
      template.replace(/\{name\}|\{marker\}/g, (part) => (part === "{name}" ? name : marker)),
    read: (text) => {
      const groups = pattern.exec(text)?.groups;
      return { name: groups?.["name"] ?? text, marker: groups?.["marker"] };
    },
  };
}
