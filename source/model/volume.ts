/** A volume as the engine keeps it. */
export interface Volume {
  readonly name: string;
  /** `local`, or a plugin's. */
  readonly driver: string;
  /** Folder on the engine's host; '' where its driver has none. */
  readonly mountpoint: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Bytes on disk by the volume's name; one that the engine cannot measure (another driver than `local`) is not in it. */
export type VolumeSizes = ReadonlyMap<string, number>;
