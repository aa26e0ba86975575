<?php
/**
 * The calculator in a page, and what stands where it cannot live.
 *
 * @package CostCalculator
 */

namespace CostCalculator;

defined( 'ABSPATH' ) || exit;

/** What an author can set, and the element understands. */
const ATTRIBUTES = array( 'src', 'preset', 'state', 'view', 'theme', 'locale' );

/**
 * The block. What it saved in the post is its static form.
 *
 * @param array<string, mixed> $attributes Of the block.
 * @param string               $content    Saved by the editor, and cleaned by WordPress for authors.
 */
function render_block( array $attributes, string $content ): string {
	$html = calculator( $attributes, $content );
	return shows_static() ? $html : '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
}

/**
 * The shortcode: [cost_calculator preset="…"]what stands where it cannot live[/cost_calculator].
 *
 * @param array<string, string>|string $attributes Of the shortcode.
 * @param string|null                  $content    Between its tags.
 */
function render_shortcode( $attributes, ?string $content = null ): string {
	$attributes = shortcode_atts( array_fill_keys( ATTRIBUTES, '' ), (array) $attributes, 'cost_calculator' );
	return calculator( $attributes, wp_kses_post( (string) $content ) );
}

/**
 * The element around its static form, or that alone.
 *
 * @param array<string, mixed> $attributes Those of ATTRIBUTES count.
 * @param string               $content    The static form, if there is one.
 * @param string               $more       Further attributes, escaped.
 */
function calculator( array $attributes, string $content, string $more = '' ): string {
	$set = settings( $attributes );
	if ( '' === trim( $content ) ) {
		$content = static_form( $set );
	}
	if ( shows_static() ) {
		return $content;
	}
	wp_enqueue_script( 'cost-calculator' );
	foreach ( $set as $name => $value ) {
		$more .= sprintf( ' %s="%s"', $name, 'src' === $name ? esc_url( $value ) : esc_attr( $value ) );
	}
	return '<cost-calculator' . $more . '>' . $content . '</cost-calculator>';
}

/**
 * What was set, as plain text: WordPress encodes an “&” of authors once more.
 *
 * @param array<string, mixed> $attributes Of a block or a shortcode.
 * @return array<string, string>
 */
function settings( array $attributes ): array {
	$set = array();
	foreach ( ATTRIBUTES as $name ) {
		$value = $attributes[ $name ] ?? '';
		if ( is_string( $value ) && '' !== $value ) {
			$set[ $name ] = html_entity_decode( $value, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		}
	}
	return $set;
}

/**
 * Whether scripts do not run where this is shown: in feeds, in AMP, in letters.
 */
function shows_static(): bool {
	$amp = function_exists( 'amp_is_request' ) && amp_is_request();
	/**
	 * Filters whether the static form is shown: for newsletters, say.
	 *
	 * @param bool $static Whether it is.
	 */
	return (bool) apply_filters( 'cost_calculator_static', is_feed() || $amp );
}

/**
 * The static form where none was saved. It tells numbers only of what it knows:
 * the document that comes with the plugin, as it is.
 *
 * @param array<string, string> $set What was set.
 */
function static_form( array $set ): string {
	$link = esc_url( (string) get_permalink() );
	if ( array_intersect_key( $set, array_flip( array( 'src', 'preset', 'state' ) ) ) ) {
		return '<p><a href="' . $link . '">' . esc_html__( 'A calculator stands here. Open the post to use it.', 'cost-calculator' ) . '</a></p>';
	}
	// A file of this plugin, made with it.
	$html = (string) file_get_contents( dirname( __DIR__ ) . '/static.html' ); // phpcs:ignore WordPress.WP.AlternativeFunctions
	return wp_kses_post( str_replace( '{{link}}', $link, $html ) );
}
