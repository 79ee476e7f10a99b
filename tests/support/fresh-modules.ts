import { vi } from "vitest";

// Test files run one after the other in a process that has already loaded the packages. The project's own
// modules are loaded again for each file: their caches use the ids of one database, and each file has its
// own.
vi.resetModules();
