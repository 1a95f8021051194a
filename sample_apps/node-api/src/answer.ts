import ms = require("ms");

/** What the service answers: a status and a value that becomes JSON. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** The answer to a path with its query, such as `/convert?from=2h`. */
export function answerTo(address: string): Answer {
  const { pathname, searchParams } = new URL(address, "http://service");
  switch (pathname) {
    case "/":
      return { status: 200, body: { service: "node-api", try: "/convert?from=2h" } };
    case "/healthz":
      return { status: 200, body: { status: "ok" } };
    case "/convert":
      return converted(searchParams.get("from"));
    default:
      return { status: 404, body: { error: `no such path: ${pathname}` } };
  }
}

function converted(from: string | null): Answer {
  if (!from) {
    return { status: 400, body: { error: "no input: say which duration, as in /convert?from=2h" } };
  }
  const milliseconds = from.length <= 100 ? ms(from) : undefined;
  if (milliseconds === undefined || Number.isNaN(milliseconds)) {
    return { status: 400, body: { error: "not a duration; 90m, 2 days and 1.5h are" } };
  }
  return { status: 200, body: { from, milliseconds, says: ms(milliseconds, { long: true }) } };
}
