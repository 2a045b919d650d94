export declare const S3PROXY_JAR: string;
export declare function fetchS3Proxy(): Promise<void>;
