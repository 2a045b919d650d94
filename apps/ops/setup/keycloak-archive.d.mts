export declare const KEYCLOAK_HOME: string;
export declare function fetchKeycloak(): Promise<void>;
