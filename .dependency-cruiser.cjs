// The rooms of the house and what each may use: upper rooms use lower ones, never the other way round. A room's rule
// lists what it may reach, so that whatever is not listed, tools and tests among it, stays out. scripts/, tests/,
// bench/ and prisma/seed.ts are in no rule: they may use everything. tests/lib/rooms.test.ts shows each rule firing.

const PACKAGES = "(^|/)node_modules/";
const MODEL = ["align", "transcript", "evidence", "lib"];

/** Matches files of these rooms. */
const rooms = (...names) => `^(${names.join("|")})/`;

/**
 * The floors of server/, lowest first. A floor may use itself and those below it. `net` and `jobs` stand side by side
 * on the ground, with the files of server/ itself: the door to the database and the names of its locks.
 */
const FLOORS = ["text", "people", "work", "doors", "web"];
const GROUND = "^server/([^/]+\\.ts$|generated/)";

/** A rule for each floor of server/: what it imports lies on the same floor or below. */
function floors() {
  const rule = (name, allowed) => ({
    name: `server-${name}-looks-down`,
    comment: `server/${name} may use ${allowed.map((each) => `server/${each}`).join(", ")} and the ground: nothing runs up.`,
    severity: "error",
    from: { path: `^server/${name}/` },
    to: { path: rooms("server"), pathNot: [rooms(...allowed.map((each) => `server/${each}`)), GROUND] },
  });
  return [
    rule("net", ["net"]),
    rule("jobs", ["jobs"]),
    ...FLOORS.map((name, index) => rule(name, [...FLOORS.slice(0, index + 1), "net", "jobs"])),
    {
      name: "server-ground-is-lowest",
      comment: "The files of server/ itself lie under every floor and use none of them.",
      severity: "error",
      from: { path: "^server/[^/]+\\.ts$" },
      to: { path: "^server/[^/]+/", pathNot: GROUND },
    },
  ];
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "app-adapts",
      comment: "app/ is the thin layer of addresses: it may use every room, but no tools, tests or seeds.",
      severity: "error",
      from: { path: rooms("app") },
      to: {
        pathNot: [rooms("app", "components", "server", ...MODEL), PACKAGES],
        dependencyTypesNot: ["core"],
        couldNotResolve: false,
      },
    },
    {
      name: "components-are-handed-data",
      comment:
        "components/ receives data and actions, and runs in browsers: it may use the model, lib/ and packages, " +
        "not app/, nothing of Node, and not align/, which brings its model along.",
      severity: "error",
      from: { path: rooms("components") },
      to: {
        pathNot: [rooms("components", "server", "transcript", "evidence", "lib"), PACKAGES],
        couldNotResolve: false,
      },
    },
    {
      name: "components-know-only-types-of-server",
      comment:
        "What a component takes of server/ has to be gone when types are: anything else would fetch, and would carry " +
        "the server into the browser. Write `import type`.",
      severity: "error",
      from: { path: rooms("components") },
      to: { path: rooms("server"), preCompilationOnly: false },
    },
    {
      name: "server-knows-no-screens",
      comment:
        "server/ is what the platform does, whoever asks: it may use the model, lib/, packages and Node.",
      severity: "error",
      from: { path: rooms("server") },
      to: {
        pathNot: [rooms("server", ...MODEL), PACKAGES],
        dependencyTypesNot: ["core"],
        couldNotResolve: false,
      },
    },
    ...floors(),
    {
      name: "front-makes-nothing",
      comment:
        "server/web/front/ is a process that only sends: whatever makes answers, Next above all, lives in the other one.",
      severity: "error",
      from: { path: "^server/web/front/" },
      to: { path: "^server/web/making/|(^|/)node_modules/(next|next-auth|react|react-dom)/" },
    },
    {
      name: "model-is-pure",
      comment:
        "transcript/ and evidence/ import nothing but themselves, not even a package or a type: so they run in " +
        "browser and server alike, and a reader of one needs to know nothing else.",
      severity: "error",
      from: { path: "^(transcript|evidence)/" },
      to: { pathNot: "^$1/" },
    },
    {
      name: "align-is-pure",
      comment:
        "align/ hears and computes: it may use the model of a transcript and lib/, no package and nothing of Node. " +
        "Whoever uses it hands it samples and files.",
      severity: "error",
      from: { path: rooms("align") },
      to: { pathNot: rooms("align", "transcript", "lib"), couldNotResolve: false },
    },
    {
      name: "lib-is-small",
      comment:
        "lib/ lies under every other room, so it may use only itself, Node and zod, which parses what comes in.",
      severity: "error",
      from: { path: rooms("lib") },
      to: {
        pathNot: [rooms("lib"), `${PACKAGES}zod/`],
        dependencyTypesNot: ["core"],
        couldNotResolve: false,
      },
    },
    {
      name: "one-door-to-the-database",
      comment:
        "Only server/db.ts knows Prisma, its generated client and the driver; others take `Database` and " +
        "`Transaction` from there.",
      severity: "error",
      from: {
        path: rooms("app", "components", "server", ...MODEL),
        pathNot: "^server/(db\\.ts$|generated/)",
      },
      to: { path: ["^server/generated/", "(^|/)@prisma/(client|adapter-pg)(/|$)", "(^|/)\\.prisma/"] },
    },
    {
      name: "no-circles",
      comment:
        "Files in a circle can only be read, tested and moved together. One of types alone is a circle too: its " +
        "files still cannot be understood one after the other.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-folder-circles",
      comment:
        "Folders in a circle are one knot: none of them can be understood, tested or moved without the others, even " +
        "where no two of their files are in a circle.",
      severity: "error",
      scope: "folder",
      from: { path: rooms("app", "components", "server", ...MODEL) },
      to: { circular: true },
    },
    {
      name: "imports-lead-somewhere",
      comment: "An import that leads nowhere fails when it runs, and no rule above could say what it is.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    // Tells an import that only types need from one that is there when the program runs.
    tsPreCompilationDeps: "specify",
    // Without these, the `exports` of packages would not be read.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    // Seen as targets, not read: what packages and the generated client import is not ours to rule.
    doNotFollow: { path: ["(^|/)node_modules/", "^server/generated/"] },
    exclude: { path: "^(\\.next|\\.onrecord|test-results|playwright-report)/" },
  },
};
