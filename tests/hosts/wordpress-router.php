<?php
// For PHP's own server: files as they are, all else is WordPress.
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$file = realpath( $_SERVER['DOCUMENT_ROOT'] . $path );
if ( $file && is_file( $file ) ) {
	return false;
}
if ( $file && is_dir( $file ) && is_file( $file . '/index.php' ) && '/' !== $path ) {
	return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
