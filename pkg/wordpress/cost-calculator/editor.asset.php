<?php
/**
 * What editor.js is built on.
 *
 * @package CostCalculator
 */

return array(
	'dependencies' => array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-data', 'wp-element', 'wp-i18n' ),
	'version'      => '0.1.0',
);
