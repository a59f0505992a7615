import type {Run} from './report.mjs';

export declare const byHand: (text: string) => string | null;
export declare const method: (run: Run) => string[];
export declare const resultsPage: (run: Run, hand: string | null) => string;
