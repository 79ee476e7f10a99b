import type { Environment } from "@/lib/read-environment";
import { bucketStore } from "./bucket-store";
import type { FileStore } from "./file-store";
import { folderStore } from "./folder-store";

/** The store of this site: a bucket where one is set, else a folder. */
export function openStore({ uploads }: Pick<Environment, "uploads">): FileStore {
  return uploads.bucket ? bucketStore(uploads.bucket) : folderStore(uploads.folder);
}
