import { vi } from "vitest";

// Test files take turns in one process, which has loaded the packages already. The project's own modules are made anew
// for each file: what they keep in memory goes by the ids of one database, and each file has a database of its own.
vi.resetModules();
