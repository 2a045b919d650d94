export declare const CYRUS_HOME: string;
