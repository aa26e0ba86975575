<?php
/**
 * The calculator of a post in a frame of another site: by oEmbed, which WordPress
 * itself provides for posts and finds in their heads.
 *
 * @package CostCalculator
 */

namespace CostCalculator;

defined( 'ABSPATH' ) || exit;

/** Behind the address of a post, it asks for its calculator alone. */
const QUERY = 'cost-calculator';

add_filter( 'oembed_response_data', __NAMESPACE__ . '\describe', 20, 4 );
add_action( 'template_redirect', __NAMESPACE__ . '\show_frame' );

/**
 * The first calculator of a post: what was set, and its static form.
 *
 * @param \WP_Post $post A post.
 * @return array{array<string, string>, string}|null
 */
function first_of( \WP_Post $post ): ?array {
	$blocks = parse_blocks( $post->post_content );
	while ( $blocks ) {
		$block = array_shift( $blocks );
		if ( 'cost-calculator/calculator' === $block['blockName'] ) {
			return array( settings( $block['attrs'] ), $block['innerHTML'] );
		}
		$blocks = array_merge( $block['innerBlocks'], $blocks );
	}
	preg_match_all( '/' . get_shortcode_regex( array( 'cost_calculator' ) ) . '/s', $post->post_content, $found, PREG_SET_ORDER );
	foreach ( $found as $shortcode ) {
		// Doubled brackets are a shortcode that is written about.
		if ( '[' !== $shortcode[1] ) {
			return array( settings( (array) shortcode_parse_atts( $shortcode[3] ) ), wp_kses_post( $shortcode[5] ) );
		}
	}
	return null;
}

/**
 * What oEmbed says of a post with a calculator.
 *
 * @param array<string, mixed> $data   As WordPress has it.
 * @param \WP_Post             $post   The post.
 * @param int                  $width  Asked for.
 * @param int                  $height Asked for.
 * @return array<string, mixed>
 */
function describe( array $data, \WP_Post $post, int $width, int $height ): array {
	if ( post_password_required( $post ) || null === first_of( $post ) ) {
		return $data;
	}
	$link         = get_permalink( $post );
	$title        = get_the_title( $post );
	$data['type'] = 'rich';
	// WordPress itself keeps a quotation and a frame of what it embeds, and no more.
	$data['html'] = sprintf(
		'<blockquote class="wp-embedded-content"><a href="%1$s">%2$s</a></blockquote>'
		. '<iframe class="wp-embedded-content" sandbox="allow-scripts" src="%3$s" width="%4$d" height="%5$d" title="%6$s" frameborder="0"></iframe>',
		esc_url( $link ),
		esc_html( $title ),
		esc_url( add_query_arg( QUERY, 'frame', $link ) ),
		$width,
		max( $height, 900 ),
		esc_attr( $title )
	);
	$data['height'] = max( $height, 900 );
	return $data;
}

/**
 * Shows the calculator of a post alone, where that is asked for.
 */
function show_frame(): void {
	// It reads and changes nothing else: there is no form whose origin could matter.
	if ( ! isset( $_GET[ QUERY ] ) || ! is_singular() ) { // phpcs:ignore WordPress.Security.NonceVerification
		return;
	}
	$post = get_queried_object();
	if ( ! $post instanceof \WP_Post || post_password_required( $post ) ) {
		return;
	}
	$first = first_of( $post );
	if ( null === $first ) {
		return;
	}
	list( $set, $content ) = $first;
	$document = local_document( $set['src'] ?? '' );
	if ( '' !== $document ) {
		// In a sandbox nothing may be asked for, of this site either.
		unset( $set['src'] );
	}
	$more = ' links announce-height parameters page="' . esc_url( (string) get_permalink( $post ) ) . '"';
	$html = calculator( $set, $content, $more );
	// The page is one of its own: what themes and plugins add belongs to posts.
	nocache_headers();
	?>
<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php echo esc_attr( (string) get_bloginfo( 'charset' ) ); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, follow">
<meta name="color-scheme" content="light dark">
<title><?php echo esc_html( get_the_title( $post ) ); ?></title>
<link rel="canonical" href="<?php echo esc_url( (string) get_permalink( $post ) ); ?>">
</head>
<body style="margin: 0">
	<?php
	// Escaped where it was made; the document cannot end the script it stands in.
	echo str_replace( '</cost-calculator>', $document . '</cost-calculator>', $html ); // phpcs:ignore WordPress.Security.EscapeOutput
	wp_print_scripts( 'cost-calculator' );
	?>
</body>
</html>
	<?php
	exit;
}

/**
 * A document that was uploaded here, as a script of data.
 *
 * @param string $src Its address.
 */
function local_document( string $src ): string {
	$file = '' === $src ? false : get_attached_file( attachment_url_to_postid( $src ) );
	$data = $file && is_readable( $file ) ? json_decode( (string) file_get_contents( $file ) ) : null; // phpcs:ignore WordPress.WP.AlternativeFunctions
	if ( null === $data ) {
		return '';
	}
	$flags = JSON_HEX_TAG | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;
	return '<script type="application/json">' . wp_json_encode( $data, $flags ) . '</script>';
}
