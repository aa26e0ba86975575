<?php
/**
 * Plugin Name:       Cost Calculator
 * Description:       A calculator with charts in your post: readers change the assumptions and see what follows. Block, shortcode and embed; nothing is loaded from elsewhere.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The cost-calculator authors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       cost-calculator
 *
 * @package CostCalculator
 */

namespace CostCalculator;

defined( 'ABSPATH' ) || exit;

require __DIR__ . '/includes/calculator.php';
require __DIR__ . '/includes/frame.php';

const VERSION = '0.1.0';

add_action( 'init', __NAMESPACE__ . '\register' );
add_filter( 'upload_mimes', __NAMESPACE__ . '\allow_documents' );

/**
 * The script, the block and the shortcode.
 */
function register(): void {
	wp_register_script( 'cost-calculator', plugins_url( 'cost-calculator.js', __FILE__ ), array(), VERSION, true );
	register_block_type(
		__DIR__,
		array( 'render_callback' => __NAMESPACE__ . '\render_block' )
	);
	wp_set_script_translations( 'cost-calculator-calculator-editor-script', 'cost-calculator' );
	wp_add_inline_script(
		'cost-calculator-calculator-editor-script',
		'var costCalculator = ' . wp_json_encode( array( 'frame' => plugins_url( 'calculator.html', __FILE__ ) . '?ver=' . VERSION ) ) . ';',
		'before'
	);
	add_shortcode( 'cost_calculator', __NAMESPACE__ . '\render_shortcode' );
}

/**
 * Lets a document, which is JSON, be uploaded like a picture.
 *
 * @param array<string, string> $types Types by the endings of files.
 * @return array<string, string>
 */
function allow_documents( array $types ): array {
	$types['json'] = 'application/json';
	return $types;
}
