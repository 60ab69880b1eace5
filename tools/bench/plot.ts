import { medianOf, type Results } from "./results.ts";
import type { Phase } from "./system.ts";

const panels: readonly { readonly phase: Phase; readonly title: string }[] = [
  { phase: "preview, nothing to do", title: "Preview, nothing to do" },
  { phase: "first up", title: "First up" },
];
const systems = [
  { system: "pulumi", label: "this stack", color: "#1f6feb" },
  { system: "openTofu", label: "OpenTofu", color: "#b35900" },
] as const;
const [width, height, left, top, bottom] = [340, 240, 48, 34, 40];

/** Seconds against the number of mailboxes, both axes logarithmic, as an SVG that reads on light and on dark pages. */
export function plotResults({ scales }: Results): string {
  const counts = scales.map(({ mailboxes }) => mailboxes);
  const parts = panels.map(({ phase, title }, panel) => {
    const lines = systems.map(({ system, label, color }) => ({
      ...{ label, color },
      points: scales.flatMap((scale) => {
        const seconds = medianOf(scale[system], phase, "wall");
        return seconds === undefined ? [] : [{ mailboxes: scale.mailboxes, seconds }];
      }),
    }));
    const all = lines.flatMap(({ points }) => points.map(({ seconds }) => seconds));
    const x = axis(Math.min(...counts), Math.max(...counts), left, width - 16);
    const [lowest, highest] = [
      10 ** Math.floor(Math.log10(Math.min(...all))),
      10 ** Math.ceil(Math.log10(Math.max(...all))),
    ];
    const y = axis(lowest, highest, height - bottom, top);
    const ticks = Array.from(
      { length: Math.round(Math.log10(highest / lowest)) + 1 },
      (_, n) => lowest * 10 ** n,
    );
    return [
      `<g transform="translate(${panel * width} 0)">`,
      text(left, 18, title, `font-weight="bold"`),
      ...ticks.flatMap((tick) => [
        `<line x1="${left}" x2="${width - 16}" y1="${y(tick)}" y2="${y(tick)}" stroke="#8884"/>`,
        text(left - 6, y(tick) + 4, `${Number(tick.toPrecision(1))} s`, `text-anchor="end"`),
      ]),
      ...counts.map((count) => text(x(count), height - bottom + 18, String(count), `text-anchor="middle"`)),
      text((left + width - 16) / 2, height - 6, "mailboxes", `text-anchor="middle"`),
      ...lines.flatMap(({ label, color, points }, index) => [
        `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((point) => `${x(point.mailboxes)},${y(point.seconds)}`).join(" ")}"/>`,
        ...points.map(
          (point) => `<circle cx="${x(point.mailboxes)}" cy="${y(point.seconds)}" r="3" fill="${color}"/>`,
        ),
        text(left + 10, top + 14 + index * 16, label, `fill="${color}"`),
      ]),
      "</g>",
    ];
  });
  const size = `viewBox="0 0 ${width * panels.length} ${height}" width="${width * panels.length}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12" fill="#777">`,
    ...parts.flat(),
    "</svg>",
    "",
  ].join("\n");
}

/** Places a figure on a logarithmic axis. */
function axis(lowest: number, highest: number, from: number, to: number): (figure: number) => number {
  const span = Math.log(highest / lowest) || 1;
  return (figure) => Math.round((from + ((to - from) * Math.log(figure / lowest)) / span) * 10) / 10;
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${content}</text>`;
}
